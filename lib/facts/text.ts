/** Text of a file: UTF-8 (lenient), UTF-16 by its byte order mark; a file with NUL bytes otherwise is binary and gives null. */
export function decodeText(content: Uint8Array): string | null {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content)
  if (content.subarray(0, 8192).includes(0)) return null
  return new TextDecoder('utf-8').decode(content)
}

/** The line (from 1) at an offset into a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}
