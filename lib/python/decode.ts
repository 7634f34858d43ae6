/** Python source as text. Line ends are kept. */
export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false }

/** Decodes as Python would: byte order mark, then the coding cookie of the first two lines, else UTF-8. */
export function decodePython(content: Uint8Array): Decoded {
  const bom = markedEncoding(content)
  const label = bom ?? cookie(content) ?? 'utf-8'
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(content)
    return text.includes('\0') ? { ok: false } : { ok: true, text }
  } catch {
    return { ok: false }
  }
}

function markedEncoding(content: Uint8Array): string | null {
  const [a, b, c] = content
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return null
}

function cookie(content: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(content.subarray(0, 400))
  for (const line of head.split(/\r\n|\r|\n/, 2)) {
    const match = /^[ \t\f]*#[^\n]{0,200}?coding[:=][ \t]*([-\w.]+)/.exec(line)
    if (match?.[1]) return normalise(match[1])
    if (!/^[ \t\f]*(#|$)/.test(line)) return null
  }
  return null
}

function normalise(name: string): string {
  const lower = name.toLowerCase().replaceAll('_', '-')
  if (/^utf-?8(-|$)/.test(lower)) return 'utf-8'
  if (/^(latin-?1|iso-?8859-1|l1)(-|$)/.test(lower)) return 'latin1'
  if (/^(us-)?ascii$/.test(lower)) return 'utf-8'
  const page = /^cp(\d+)$/.exec(lower)
  return page ? `windows-${page[1]}` : lower
}
