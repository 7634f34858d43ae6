import { visibleText } from '@/lib/checks/visible-text'
import type { Cell, Table } from './table'

/**
 * Where a spreadsheet takes what follows for a formula, full-width signs included. One that splits by semicolons or tabs,
 * as in much of Europe, begins a cell in the middle of ours, whatever its quotes.
 */
const FORMULA = /^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** Lines end in cells, and joiners are letters of names. */
const KEPT = '\t\n\r\u200c\u200d'

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
  const text = visibleText(cell, KEPT).replace(FORMULA, "'")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
