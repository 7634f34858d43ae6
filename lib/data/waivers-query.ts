import { z } from 'zod'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { SearchParams } from './scorecard-query'

/** Those that count today, or those that expired within EXPIRED_DAYS. */
export const WAIVER_STATES = ['active', 'expired'] as const
export type WaiverState = (typeof WAIVER_STATES)[number]

/** How long an expired waiver stays in the list of those. */
export const EXPIRED_DAYS = 30

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  state: one(z.enum(WAIVER_STATES)),
  characteristic: one(z.enum(CHARACTERISTICS.map(({ id }) => id))),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const WAIVERS_FIELDS = schema.shape

/** What the address of an organisation's waivers asks for. `team` may be WITHOUT_TEAM. */
export interface WaiversQuery extends Omit<z.infer<typeof schema>, 'state' | 'page'> {
  readonly state: WaiverState
  readonly page: number
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseWaiversQuery(params: SearchParams): WaiversQuery {
  const parsed = schema.parse(params)
  return { ...parsed, state: parsed.state ?? 'active', page: parsed.page ?? 1 }
}

/** The same question as a query string; '' when it asks for nothing. */
export function waiversSearch({ state, characteristic, team, page }: WaiversQuery): string {
  const params = new URLSearchParams({
    ...(state !== 'active' && { state }),
    ...(characteristic && { characteristic }),
    ...(team && { team }),
    ...(page > 1 && { page: String(page) }),
  })
  return params.size > 0 ? `?${params}` : ''
}
