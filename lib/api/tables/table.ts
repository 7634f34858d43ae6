/** What one cell of a table holds. */
export type Cell = string | number | boolean | null

/** Columns by their names, each with what it holds for a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/** A table that may be too long to be held at once: its rows come in parts. */
export interface Table {
  /** What its file is called, without an ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly parts: AsyncIterable<readonly (readonly Cell[])[]>
}

/** A table of rows that come in parts. */
export function tableOf<Row>(name: string, columns: Columns<Row>, parts: AsyncIterable<readonly Row[]>): Table {
  return { name, columns: Object.keys(columns), parts: cellsOf(Object.values(columns), parts) }
}

async function* cellsOf<Row>(
  columns: readonly ((row: Row) => Cell)[],
  parts: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const rows of parts) yield rows.map((row) => columns.map((column) => column(row)))
}

/** Rows that are there already, as one part. */
export async function* onePart<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}

/** Rows of a list, page by page, until one is not full. */
export async function* byPages<Row>(
  read: (page: number, perPage: number) => Promise<readonly Row[]>,
  perPage = 1000,
): AsyncGenerator<readonly Row[]> {
  for (let page = 1; ; page += 1) {
    const rows = await read(page, perPage)
    yield rows
    if (rows.length < perPage) return
  }
}
