import type { ClientBase } from 'pg'

/** Shorter ones are not worth looking for; which repositories somebody may see is up to 100,000 characters. */
const LONG = 1000

/**
 * Has this connection send a long text once that stands in a query several times, as what a viewer may see does wherever
 * repositories are looked for: Postgres reads it once, too.
 */
export function sendOnce(client: ClientBase): void {
  const query = client.query as (...args: unknown[]) => unknown
  client.query = function once(this: ClientBase, first: unknown, ...rest: unknown[]) {
    if (!isQuery(first)) return query.call(this, first, ...rest)
    // The adapter of Prisma gives the values beside the query or in it.
    const [beside, ...others] = rest
    const values = Array.isArray(beside) ? beside : first.values
    const shared = values && withoutRepeats(first.text, values)
    if (!shared) return query.call(this, first, ...rest)
    return Array.isArray(beside)
      ? query.call(this, { ...first, text: shared.text }, shared.values, ...others)
      : query.call(this, { ...first, ...shared }, ...rest)
  } as typeof client.query
}

interface Query {
  readonly text: string
  readonly values?: readonly unknown[]
}

function isQuery(value: unknown): value is Query {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}

/**
 * The same query with each long text among its values once; null where none repeats, or where the places of values are not
 * in order, each once, as Prisma writes them: then something else looks like one.
 */
export function withoutRepeats(text: string, values: readonly unknown[]): Query | null {
  const kept: unknown[] = []
  const places = values.map((value) => {
    const known = typeof value === 'string' && value.length >= LONG ? kept.indexOf(value) : -1
    return known >= 0 ? known + 1 : kept.push(value)
  })
  if (kept.length === values.length) return null
  let at = 0
  let isOrdered = true
  const shared = text.replace(/\$(\d+)/g, (_, number) => {
    at += 1
    if (Number(number) !== at) isOrdered = false
    return `$${places[at - 1]}`
  })
  return isOrdered && at === values.length ? { text: shared, values: kept } : null
}
