export interface PageArgs {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
}

/** One page of a list in Relay's shape; `edge` adds what an edge knows beyond its node. */
export function connection<T, N>(
  items: readonly T[],
  { first, last, after, before }: PageArgs,
  node: (item: T) => N,
  edge: (item: T) => object = () => ({}),
) {
  let start = after ? readCursor(after) + 1 : 0
  let end = before ? Math.min(readCursor(before), items.length) : items.length
  if (typeof first === 'number') end = Math.min(end, start + first)
  else if (typeof last === 'number') start = Math.max(start, end - last)
  const page = items.slice(start, end)
  const cursorAt = (index: number) => (page.length > 0 ? writeCursor(start + index) : null)
  return {
    totalCount: items.length,
    nodes: () => page.map(node),
    edges: () => page.map((item, index) => ({ cursor: cursorAt(index), node: () => node(item), ...edge(item) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: cursorAt(0),
      endCursor: cursorAt(page.length - 1),
    },
  }
}

function writeCursor(index: number): string {
  return Buffer.from(`cursor:v1:${index}`).toString('base64')
}

function readCursor(cursor: string): number {
  const index = Number(/^cursor:v1:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString())?.[1])
  if (Number.isNaN(index)) throw new Error(`\`${cursor.slice(0, 100)}\` does not appear to be a valid cursor.`)
  return index
}
