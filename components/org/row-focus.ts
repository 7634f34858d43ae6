export type Move = 'up' | 'down' | 'left' | 'right'

/**
 * Which cell of a table has the focus after a move: rows of links, the first of each naming its row. From outside, down
 * leads to the first row and up to the last. Null when there is none to go to.
 */
export function nextPlace(
  rows: readonly number[],
  from: { readonly row: number; readonly cell: number } | null,
  move: Move,
): { readonly row: number; readonly cell: number } | null {
  if (rows.length === 0) return null
  if (from === null) {
    if (move === 'left' || move === 'right') return null
    return { row: move === 'down' ? 0 : rows.length - 1, cell: 0 }
  }
  const row = from.row + (move === 'down' ? 1 : move === 'up' ? -1 : 0)
  const cells = rows[row]
  if (cells === undefined) return null
  const cell = from.cell + (move === 'right' ? 1 : move === 'left' ? -1 : 0)
  if (move === 'up' || move === 'down') return { row, cell: Math.min(cell, cells - 1) }
  return cell < 0 || cell >= cells ? null : { row, cell }
}
