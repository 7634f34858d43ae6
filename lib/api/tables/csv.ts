import type { Cell, Table } from './table'

/** What makes a spreadsheet take a text for a formula; it looks at full-width signs, too. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A table as CSV by RFC 4180, its first line the names of the columns. */
export async function* toCsv({ columns, parts }: Table): AsyncGenerator<string> {
  yield toLine(columns)
  for await (const rows of parts) yield rows.map(toLine).join('')
}

function toLine(cells: readonly Cell[]): string {
  return `${cells.map(toField).join(',')}\r\n`
}

/** A text that a spreadsheet would run gets an apostrophe before it; a number is none, and keeps its sign. */
function toField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
