/** Text of a repository made safe for a terminal, in one line: control and direction characters become visible. */
export function printable(text: string): string {
  let safe = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code === 9 || code === 10 || code === 13) safe += ' '
    else safe += isUnsafe(code) ? `\\u{${code.toString(16)}}` : character
  }
  return safe
}

function isUnsafe(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true
  return (
    code === 0x061c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xe0000 && code <= 0xe007f)
  )
}

/** Lines of at most `width` columns, the second and later ones after `indent`; words are not broken. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const room = width - (lines.length === 0 ? 0 : indent.length)
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}
