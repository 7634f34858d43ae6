import type { LeftOutCell, ParseFailure } from './record'

/** Each is parsed by itself, and only where the whole can't be. */
const MAX_CELLS = 500

/**
 * Text of a notebook's cells without those that are no Python by themselves: their lines are empty, so that places stay.
 * Null where that leaves nothing or changes nothing, and where the parser crashes.
 */
export function withoutBrokenCells(
  text: string,
  cells: readonly number[],
  brokenBy: (cell: string) => ParseFailure | null,
): { readonly text: string; readonly leftOut: readonly LeftOutCell[] } | null {
  if (cells.length < 2 || cells.length > MAX_CELLS) return null
  const lines = text.split('\n')
  const leftOut: LeftOutCell[] = []
  let isKept = false
  for (const [at, line] of cells.entries()) {
    const end = (cells[at + 1] ?? lines.length + 1) - 1
    const own = lines.slice(line - 1, end)
    if (own.every((each) => /^\s*(?:#|$)/.test(each))) continue
    const reason = brokenBy(own.join('\n'))
    // The parser is made anew after each crash, which takes too long to go on.
    if (reason === 'crash') return null
    if (reason === null) {
      isKept = true
      continue
    }
    leftOut.push({ line, lines: own.length, reason })
    lines.fill('', line - 1, end)
  }
  return isKept && leftOut.length > 0 ? { text: lines.join('\n'), leftOut } : null
}
