import { z } from 'zod'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { SearchParams } from './scorecard-query'
import { type AskedRange, parseRange, RANGE_FIELDS, RANGES, setRange } from './trend-range'

/** Whether a verdict or a score became better or worse. */
export const DIRECTIONS = ['better', 'worse'] as const
export type Direction = (typeof DIRECTIONS)[number]

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  moved: one(z.enum(DIRECTIONS)),
  characteristic: one(z.enum(CHARACTERISTICS.map(({ id }) => id))),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  range: one(z.enum(RANGES)),
  // Not `page`, which is that of the repositories where both stand on one page.
  changes: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const CHANGES_FIELDS = schema.shape

/** Which changes of verdicts an address asks for. */
export interface ChangesQuery
  extends Omit<z.infer<typeof schema>, 'range' | 'changes'>,
    Pick<AskedRange, 'range'>,
    Partial<Pick<AskedRange, 'rangeProblem'>> {
  readonly page: number
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseChangesQuery(params: SearchParams): ChangesQuery {
  const { range: _, changes, ...filters } = schema.parse(params)
  return { ...filters, ...parseRange(params), page: changes ?? 1 }
}

/**
 * The same question as a query string with what differs from the defaults, on its first page unless `page` is among the
 * changes. `kept` is what else the address asks for.
 */
export function changesSearch(query: ChangesQuery, changes: Partial<ChangesQuery> = {}, kept = ''): string {
  const next = { ...query, page: 1, ...changes }
  const params = new URLSearchParams(kept)
  const set = (name: string, value: string | undefined) =>
    value === undefined ? params.delete(name) : params.set(name, value)
  set('moved', next.moved)
  set('characteristic', next.characteristic)
  set('team', next.team)
  for (const name of RANGE_FIELDS) params.delete(name)
  setRange(params, next.range)
  set('changes', next.page === 1 ? undefined : String(next.page))
  const text = params.toString().replaceAll('%2C', ',')
  return text && `?${text}`
}
