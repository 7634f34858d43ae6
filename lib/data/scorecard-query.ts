import { z } from 'zod'
import { CATEGORIES, type CategoryId, CHARACTERISTICS, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { type Column, columnsText, parseColumns } from './table-columns'
import { type AskedRange, parseRange, setRange } from './trend-range'

export const SORTS = [
  'score',
  'name',
  'change',
  'pushed',
  'coverage',
  'fails',
  'lines',
  'visibility',
  ...CATEGORIES.map(({ id }) => id),
] as const
export type Sort = (typeof SORTS)[number]

/** The value of `team` for repositories that no team has. */
export const WITHOUT_TEAM = '~none'

/** Days over which changes are measured. */
export const WINDOWS = [30, 90] as const
export const DEFAULT_WINDOW = 90

export const VISIBILITIES = ['public', 'private'] as const

/** Ready for production or not, as lib/data/ready.ts says. */
export const READINESS = ['yes', 'no'] as const

/** With a score, or without one. */
export const SCORED = ['yes', 'no'] as const

/** When the code was last pushed: within so many days, or longer ago than a year. */
export const PUSHED = ['30', '90', '365', 'older'] as const
export type Pushed = (typeof PUSHED)[number]

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const bound = one(z.string().trim().min(1).pipe(z.coerce.number()).pipe(z.number().min(0).max(100)))

const schema = z.object({
  // No name holds NUL, and Postgres takes none.
  q: one(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((text) => !text.includes('\0')),
  ),
  team: one(z.string().regex(/^[\w~.-]{1,100}$/)),
  kind: one(z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]])),
  category: one(z.enum(CATEGORIES.map(({ id }) => id))),
  characteristic: one(z.enum(CHARACTERISTICS.map(({ id }) => id))),
  verdict: one(z.enum(VERDICTS)),
  min: bound,
  max: bound,
  scored: one(z.enum(SCORED)),
  visibility: one(z.enum(VISIBILITIES)),
  pushed: one(z.enum(PUSHED)),
  ready: one(z.enum(READINESS)),
  sort: one(z.enum(SORTS)),
  order: one(z.enum(['asc', 'desc'])),
  window: one(z.coerce.number().pipe(z.union([z.literal(30), z.literal(90)]))),
  trend: one(z.enum(CATEGORIES.map(({ id }) => id))),
  view: one(z.literal('heat')),
  // A form without scripts names each column by itself.
  cols: z
    .preprocess((value) => (Array.isArray(value) ? value.join(',') : value), z.string().max(500))
    .optional()
    .catch(undefined),
  page: one(z.coerce.number().int().min(1).max(10_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const SCORECARD_FIELDS = schema.shape

const FILTERS = [
  'q',
  'team',
  'kind',
  'category',
  'characteristic',
  'verdict',
  'min',
  'max',
  'scored',
  'visibility',
  'pushed',
  'ready',
] as const
type Filters = Pick<z.infer<typeof schema>, (typeof FILTERS)[number]>

/** What a scorecard's address asks for, with the defaults filled in. */
export interface ScorecardQuery extends Filters, AskedRange {
  readonly sort: Sort
  readonly order: 'asc' | 'desc'
  readonly window: (typeof WINDOWS)[number]
  /** The category whose trend is drawn; undefined: the whole score. */
  readonly trend: CategoryId | undefined
  readonly view: 'table' | 'heat'
  readonly cols: readonly Column[]
  readonly page: number
}

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** Never throws: a value that makes no sense counts as absent. */
export function parseScorecardQuery(params: SearchParams): ScorecardQuery {
  const { cols, ...parsed } = schema.parse(params)
  const sort = parsed.sort ?? 'score'
  return {
    ...parsed,
    verdict: parsed.verdict ?? (parsed.characteristic ? 'fail' : undefined),
    sort,
    order: parsed.order ?? defaultOrder(sort),
    window: parsed.window ?? DEFAULT_WINDOW,
    trend: parsed.trend,
    ...parseRange(params),
    view: parsed.view ?? 'table',
    cols: parseColumns(cols),
    page: parsed.page ?? 1,
  }
}

/** The query that a text such as "?sort=name" asks for. */
export function parseScorecardSearch(search: string): ScorecardQuery {
  const params = new URLSearchParams(search)
  return parseScorecardQuery(Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)])))
}

/** The same question as a query string with what differs from the defaults; '' when nothing does. */
export function scorecardSearch(query: ScorecardQuery, changes: Partial<ScorecardQuery> = {}): string {
  const next = { ...query, page: 1, ...changes }
  const params = new URLSearchParams()
  for (const name of FILTERS) {
    const value = next[name]
    if (value !== undefined && value !== '') params.set(name, String(value))
  }
  if (next.sort !== 'score') params.set('sort', next.sort)
  if (next.order !== defaultOrder(next.sort)) params.set('order', next.order)
  if (next.window !== DEFAULT_WINDOW) params.set('window', String(next.window))
  if (next.trend) params.set('trend', next.trend)
  setRange(params, next.range)
  if (next.view !== 'table') params.set('view', next.view)
  const cols = columnsText(next.cols)
  if (cols) params.set('cols', cols)
  if (next.page !== 1) params.set('page', String(next.page))
  // Commas between columns need no escape, and read better without one.
  const text = params.toString().replaceAll('%2C', ',')
  return text && `?${text}`
}

/** True when the list is narrowed. */
export function isFiltered(query: ScorecardQuery): boolean {
  return FILTERS.some((name) => query[name] !== undefined)
}

/** The same way of looking, at everything. */
export function withoutFilters(query: ScorecardQuery): ScorecardQuery {
  const none = Object.fromEntries(FILTERS.map((name) => [name, undefined]))
  return { ...query, ...none, page: 1 }
}

export function defaultOrder(sort: Sort): 'asc' | 'desc' {
  return sort === 'name' ? 'asc' : 'desc'
}
