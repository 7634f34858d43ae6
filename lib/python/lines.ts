import type { SyntaxTree } from './syntax'

const HEADER_LENGTH = 600

export function countLines(text: string): number {
  if (text === '') return 0
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0
  return /[\r\n]$/.test(text) ? ends : ends + 1
}

/** Lines that are neither blank nor comment only. */
export function countCodeLines(text: string, comments: SyntaxTree['comments']): number {
  const starts = new Set(comments.map(({ start }) => start))
  let count = 0
  let offset = 0
  for (const line of text.split(/\r\n|\r|\n/)) {
    const content = line.search(/\S/)
    if (content !== -1 && !starts.has(offset + content)) count += 1
    offset += line.length + (text.startsWith('\r\n', offset + line.length) ? 2 : 1)
  }
  return count
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
