import type { Cell, Table } from './table'

/** A table as a JSON array of objects, one in each line. */
export async function* toJson({ columns, parts }: Table): AsyncGenerator<string> {
  yield '['
  let before = '\n'
  for await (const rows of parts) {
    let text = ''
    for (const cells of rows) {
      text += before + toObject(columns, cells)
      before = ',\n'
    }
    yield text
  }
  yield '\n]\n'
}

function toObject(columns: readonly string[], cells: readonly Cell[]): string {
  return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])))
}
