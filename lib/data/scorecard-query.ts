import { z } from 'zod'
import { CATEGORIES, CHARACTERISTICS, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'

export const SORTS = ['score', 'name', 'change', 'pushed', ...CATEGORIES.map(({ id }) => id)] as const
export type Sort = (typeof SORTS)[number]

/** The value of `team` for repositories that no team has. */
export const WITHOUT_TEAM = '~none'

/** Days over which changes are measured. */
export const WINDOWS = [30, 90] as const
export const DEFAULT_WINDOW = 90

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  q: one(z.string().trim().min(1).max(100)),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  kind: one(z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]])),
  category: one(z.enum(CATEGORIES.map(({ id }) => id))),
  characteristic: one(z.enum(CHARACTERISTICS.map(({ id }) => id))),
  verdict: one(z.enum(VERDICTS)),
  sort: one(z.enum(SORTS)),
  order: one(z.enum(['asc', 'desc'])),
  window: one(z.coerce.number().pipe(z.union([z.literal(30), z.literal(90)]))),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const SCORECARD_FIELDS = schema.shape

type Parsed = z.infer<typeof schema>

/** What a scorecard's address asks for, with the defaults filled in. */
export interface ScorecardQuery
  extends Pick<Parsed, 'q' | 'team' | 'kind' | 'category' | 'characteristic' | 'verdict'> {
  readonly sort: Sort
  readonly order: 'asc' | 'desc'
  readonly window: (typeof WINDOWS)[number]
  readonly page: number
}

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** Never throws: a value that makes no sense counts as absent. */
export function parseScorecardQuery(params: SearchParams): ScorecardQuery {
  const parsed = schema.parse(params)
  const sort = parsed.sort ?? 'score'
  return {
    ...parsed,
    verdict: parsed.verdict ?? (parsed.characteristic ? 'fail' : undefined),
    sort,
    order: parsed.order ?? defaultOrder(sort),
    window: parsed.window ?? DEFAULT_WINDOW,
    page: parsed.page ?? 1,
  }
}

/** The same question as a query string with what differs from the defaults; '' when nothing does. */
export function scorecardSearch(query: ScorecardQuery, changes: Partial<ScorecardQuery> = {}): string {
  const next = { ...query, page: 1, ...changes }
  const params = new URLSearchParams()
  for (const name of ['q', 'team', 'kind', 'category', 'characteristic', 'verdict'] as const) {
    const value = next[name]
    if (value) params.set(name, value)
  }
  if (next.sort !== 'score') params.set('sort', next.sort)
  if (next.order !== defaultOrder(next.sort)) params.set('order', next.order)
  if (next.window !== DEFAULT_WINDOW) params.set('window', String(next.window))
  if (next.page !== 1) params.set('page', String(next.page))
  const text = params.toString()
  return text && `?${text}`
}

/** True when the list is narrowed. */
export function isFiltered(query: ScorecardQuery): boolean {
  return Boolean(query.q || query.team || query.kind || query.category || query.characteristic || query.verdict)
}

export function defaultOrder(sort: Sort): 'asc' | 'desc' {
  return sort === 'name' ? 'asc' : 'desc'
}
