import { z } from 'zod'
import { KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import type { SearchParams } from './scorecard-query'
import { type AskedRange, parseRange, setRange } from './trend-range'

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  verdict: one(z.enum(VERDICTS)),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  kind: one(z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]])),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const CHARACTERISTIC_FIELDS = schema.shape

/** What the address of a characteristic's page asks for. `team` may be WITHOUT_TEAM. */
export interface CharacteristicQuery extends Omit<z.infer<typeof schema>, 'page'>, AskedRange {
  readonly page: number
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseCharacteristicQuery(params: SearchParams): CharacteristicQuery {
  const parsed = schema.parse(params)
  return { ...parsed, ...parseRange(params), page: parsed.page ?? 1 }
}

/** The same question as a query string with what differs from the defaults; '' when nothing does. */
export function characteristicSearch(query: CharacteristicQuery, changes: Partial<CharacteristicQuery> = {}): string {
  const next = { ...query, page: 1, ...changes }
  const params = new URLSearchParams()
  for (const name of ['verdict', 'team', 'kind'] as const) {
    const value = next[name]
    if (value) params.set(name, value)
  }
  setRange(params, next.range)
  if (next.page !== 1) params.set('page', String(next.page))
  const text = params.toString()
  return text && `?${text}`
}
