import { z } from 'zod'
import { KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import type { SearchParams } from './scorecard-query'
import { type AskedRange, parseRange, setRange } from './trend-range'

/** By what adoption over time is drawn side by side. */
export const GROUPINGS = ['team', 'kind'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** What the table of repositories can be sorted by: first ascending, and verdicts with the worst first. */
export const STANDINGS_SORTS = ['verdict', 'name', 'team', 'since', 'waived'] as const
export type StandingsSort = (typeof STANDINGS_SORTS)[number]

const YES_NO = ['yes', 'no'] as const

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  verdict: one(z.enum(VERDICTS)),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  kind: one(z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]])),
  by: one(z.enum(GROUPINGS)),
  q: one(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((text) => !text.includes('\0')),
  ),
  waived: one(z.enum(YES_NO)),
  issue: one(z.enum(YES_NO)),
  sort: one(z.enum(STANDINGS_SORTS)),
  order: one(z.enum(['asc', 'desc'])),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** What the list of teams can be sorted by, in words that say where it begins. */
export const TEAM_ORDERS = ['lowest', 'highest', 'fails', 'name'] as const
export type TeamOrder = (typeof TEAM_ORDERS)[number]

/** Which teams are told and drawn; the page's own, apart from what its table of repositories holds. */
const teamsSchema = z.object({
  teamq: one(z.string().trim().min(1).max(100)),
  teamsort: one(z.enum(TEAM_ORDERS)),
  teampage: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const CHARACTERISTIC_FIELDS = schema.shape

/** The same for which teams are told. */
export const CHARACTERISTIC_TEAMS_FIELDS = teamsSchema.shape

/**
 * What the address of a characteristic's page asks for. `team` may be WITHOUT_TEAM; `q` is a part of a repository's name;
 * `waived` and `issue` ask for a waiver that counts and an open issue.
 */
export interface CharacteristicQuery extends Omit<z.infer<typeof schema>, 'page' | 'sort' | 'order'>, AskedRange {
  readonly sort: StandingsSort
  readonly order: 'asc' | 'desc'
  readonly page: number
  /** A part of a team's name. */
  readonly teamq: string | undefined
  readonly teamsort: TeamOrder
  readonly teampage: number
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseCharacteristicQuery(params: SearchParams): CharacteristicQuery {
  const parsed = schema.parse(params)
  const { teamq, teamsort = 'lowest', teampage = 1 } = teamsSchema.parse(params)
  return {
    ...parsed,
    ...{ teamq, teamsort, teampage },
    ...parseRange(params),
    sort: parsed.sort ?? 'verdict',
    order: parsed.order ?? 'asc',
    page: parsed.page ?? 1,
  }
}

/** The same question as a query string with what differs from the defaults; '' when nothing does. */
export function characteristicSearch(query: CharacteristicQuery, changes: Partial<CharacteristicQuery> = {}): string {
  const isOtherTeams = 'teamq' in changes || 'teamsort' in changes
  const next = { ...query, page: 1, ...(isOtherTeams && { teampage: 1 }), ...changes }
  const params = new URLSearchParams()
  for (const name of ['q', 'verdict', 'team', 'kind', 'waived', 'issue', 'by'] as const) {
    const value = next[name]
    if (value) params.set(name, value)
  }
  if (next.sort !== 'verdict') params.set('sort', next.sort)
  if (next.order !== 'asc') params.set('order', next.order)
  setRange(params, next.range)
  if (next.teamq) params.set('teamq', next.teamq)
  if (next.teamsort !== 'lowest') params.set('teamsort', next.teamsort)
  if (next.teampage !== 1) params.set('teampage', String(next.teampage))
  if (next.page !== 1) params.set('page', String(next.page))
  const text = params.toString()
  return text && `?${text}`
}
