import { z } from 'zod'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import type { SearchParams } from './scorecard-query'
import type { TeamFigures } from './teams'
import { type AskedRange, parseRange, setRange } from './trend-range'

export const TEAM_SORTS = ['name', 'score', 'change'] as const
export type TeamSort = (typeof TEAM_SORTS)[number]

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  q: one(z.string().trim().min(1).max(100)),
  sort: one(z.enum(TEAM_SORTS)),
  order: one(z.enum(['asc', 'desc'])),
  trend: one(z.enum(CATEGORIES.map(({ id }) => id))),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name. */
export const TEAMS_FIELDS = schema.shape

/** How the teams of an organisation are compared. */
export interface TeamsQuery extends AskedRange {
  readonly q: string | undefined
  readonly sort: TeamSort
  readonly order: 'asc' | 'desc'
  /** The category whose score and trend is compared; undefined: the whole score. */
  readonly trend: CategoryId | undefined
  readonly page: number
}

/** Never throws: a value that makes no sense counts as absent. Who needs help comes first: the lowest, the biggest loss. */
export function parseTeamsQuery(params: SearchParams): TeamsQuery {
  const { q, sort = 'name', order = 'asc', trend, page = 1 } = schema.parse(params)
  return { q, sort, order, trend, page, ...parseRange(params) }
}

/** The same question as a query string with what differs from the defaults; '' when nothing does. */
export function teamsSearch(query: TeamsQuery, changes: Partial<TeamsQuery> = {}): string {
  const next = { ...query, page: 1, ...changes }
  const params = new URLSearchParams()
  if (next.q) params.set('q', next.q)
  if (next.sort !== 'name') params.set('sort', next.sort)
  if (next.order !== 'asc') params.set('order', next.order)
  if (next.trend) params.set('trend', next.trend)
  setRange(params, next.range)
  if (next.page !== 1) params.set('page', String(next.page))
  const text = params.toString()
  return text && `?${text}`
}

/** The score that is compared: the whole one, or that of the category. */
export function comparedScore({ score, categories }: TeamFigures, trend: CategoryId | undefined): number | null {
  return (trend ? categories[trend] : score) ?? null
}

/** The teams that the query finds, of those that come by name, in its order; those without the figure that sorts come last. */
export function arrangeTeams<T extends { readonly slug: string; readonly name: string }>(
  teams: readonly T[],
  { q, sort, order }: Pick<TeamsQuery, 'q' | 'sort' | 'order'>,
  figureOf: (team: T) => number | null,
): readonly T[] {
  const words = q?.toLowerCase().split(/\s+/) ?? []
  const found = teams.filter(({ name, slug }) => words.every((word) => `${name} ${slug}`.toLowerCase().includes(word)))
  const turn = order === 'asc' ? 1 : -1
  // A sort is stable.
  if (sort === 'name') return turn === 1 ? found : [...found].reverse()
  return [...found].sort((a, b) => {
    const [first, second] = [figureOf(a), figureOf(b)]
    if (first === null || second === null) return Number(first === null) - Number(second === null)
    return (first - second) * turn
  })
}
