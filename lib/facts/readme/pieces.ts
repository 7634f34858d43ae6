/** A part of a Markdown text, and how many lines stand before it. */
export interface MarkdownPiece {
  readonly text: string
  readonly before: number
}

const MAX_LINE = 4000
/** Looks for a place to cut from here on. */
const ENOUGH = 3000
/** Cuts at any line outside of code from here on, and inside of it from the second. */
const TOO_MUCH = { text: 6000, code: 48_000 }

/**
 * Cuts a Markdown text into pieces of a few kilobytes, between blocks where it can: the parser's time grows with the
 * square of a paragraph's or list's length, so that one hostile document would hold a thread for minutes.
 */
export function markdownPieces(lines: readonly string[]): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = []
  let first = 0
  let size = 0
  let fence: string | null = null
  let opened: string | null = null
  for (const [at, line] of lines.entries()) {
    if (size > 0 && isCut(line, lines[at - 1] ?? '', size, fence !== null)) {
      pieces.push(toPiece(lines.slice(first, at), first, opened))
      first = at
      size = 0
      opened = fence
    }
    size += Math.min(line.length, MAX_LINE) + 1
    fence = fenceAfter(line, fence)
  }
  return [...pieces, toPiece(lines.slice(first), first, opened)]
}

/** What was cut inside of code begins with the fence again, in the place of the line before it. */
function toPiece(lines: readonly string[], before: number, opened: string | null): MarkdownPiece {
  const text = lines.map((line) => line.slice(0, MAX_LINE)).join('\n')
  return opened === null ? { text, before } : { text: `${opened}\n${text}`, before: before - 1 }
}

function isCut(line: string, previous: string, size: number, isCode: boolean): boolean {
  if (isCode) return size > TOO_MUCH.code
  if (size > TOO_MUCH.text) return true
  return size > ENOUGH && (/^#{1,6}\s/.test(line) || (previous.trim() === '' && /^[^\s\d*+-]/.test(line)))
}

/** The mark that closes the fence in which the next line stands; null outside of code. */
function fenceAfter(line: string, open: string | null): string | null {
  const mark = /^[ \t]{0,12}(?:>[ \t]?)?(`{3,50}|~{3,50})(.{0,200})/.exec(line)
  if (!mark?.[1]) return open
  if (open === null) return mark[1].startsWith('`') && mark[2]?.includes('`') ? null : mark[1]
  return mark[1].startsWith(open) && mark[2]?.trim() === '' ? null : open
}
