import { lineStarts, type SyntaxTree } from './syntax'

const HEADER_LENGTH = 600

export function countLines(text: string): number {
  if (text === '') return 0
  const starts = lineStarts(text)
  return starts.at(-1) === text.length ? starts.length - 1 : starts.length
}

/** Lines that are neither blank nor comment only. */
export function countCodeLines(text: string, comments: SyntaxTree['comments']): number {
  const starts = lineStarts(text)
  const inComment = new Set(comments.map(({ start }) => start))
  let count = 0
  for (let line = 0; line < starts.length; line += 1) {
    const end = starts[line + 1] ?? text.length
    const content = firstVisible(text, starts[line] as number, end)
    if (content < end && !inComment.has(content)) count += 1
  }
  return count
}

const SPACE = 32
const LAST_OF_ASCII = 127

/** Where the first character that is no white space stands, or `end`. */
function firstVisible(text: string, from: number, end: number): number {
  let at = from
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at)
    const isBlank = code <= LAST_OF_ASCII ? code === SPACE || (code >= 9 && code <= 13) : /\s/.test(text.charAt(at))
    if (!isBlank) break
  }
  return at
}

/** The comment block at the top of the file. */
export function header(text: string): string {
  const lines: string[] = []
  for (const line of text.slice(0, 4000).split(/\r\n|\r|\n/)) {
    const trimmed = line.trim()
    if (trimmed !== '' && !trimmed.startsWith('#')) break
    lines.push(trimmed)
  }
  return lines.join('\n').trim().slice(0, HEADER_LENGTH)
}
