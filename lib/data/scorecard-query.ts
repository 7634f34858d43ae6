import { z } from 'zod'
import {
  CATEGORIES,
  type CategoryId,
  CHARACTERISTICS,
  type CharacteristicId,
  KIND_TITLES,
  VERDICTS,
  type Verdict,
} from '@/lib/checks/rubric'
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

/** So many values of one filter make sense to nobody. */
const MOST_VALUES = 20

/** Values of which any may hold, told apart by commas: what a form without scripts names one by one counts together. */
const several = (value: string) =>
  z
    .preprocess(
      (given) => (Array.isArray(given) ? given.filter((each) => each !== '').join(',') : given),
      z
        .string()
        .max(2000)
        .regex(new RegExp(`^(${value})(,(${value})){0,${MOST_VALUES - 1}}$`)),
    )
    .optional()
    .catch(undefined)

const anyOf = (values: readonly string[]) => values.join('|')

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
  team: several('[\\w~.-]{1,100}'),
  kind: several(anyOf(Object.keys(KIND_TITLES))),
  category: several(anyOf(CATEGORIES.map(({ id }) => id))),
  // Each with a verdict of its own behind a colon, or with that of the next field.
  characteristic: several(`(${anyOf(CHARACTERISTICS.map(({ id }) => id))})(:(${anyOf(VERDICTS)}))?`),
  verdict: several(anyOf(VERDICTS)),
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
  // The saved view from which somebody came; it asks for nothing by itself.
  saved: one(z.string().regex(/^\d{1,18}$/)),
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
  /** Id of the saved view from which somebody came. */
  readonly saved: string | undefined
  readonly page: number
}

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** Never throws: a value that makes no sense counts as absent. */
export function parseScorecardQuery(params: SearchParams): ScorecardQuery {
  const { cols, ...parsed } = schema.parse(params)
  const sort = parsed.sort ?? 'score'
  return {
    ...parsed,
    verdict: parsed.verdict ?? (hasOpenVerdict(parsed.characteristic) ? 'fail' : undefined),
    sort,
    order: parsed.order ?? defaultOrder(sort),
    window: parsed.window ?? DEFAULT_WINDOW,
    trend: parsed.trend,
    ...parseRange(params),
    view: parsed.view ?? 'table',
    cols: parseColumns(cols),
    saved: parsed.saved,
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
  if (next.saved) params.set('saved', next.saved)
  if (next.page !== 1) params.set('page', String(next.page))
  // Commas and colons between values need no escape, and read better without one.
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text && `?${text}`
}

/** The values of a filter that may have several. */
export function valuesOf(text: string | undefined): readonly string[] {
  return text ? [...new Set(text.split(','))] : []
}

/** What the repositories have to be like, all of it: each characteristic with the verdicts of which it has to have one. */
export function pairsOf({ characteristic, verdict }: Pick<ScorecardQuery, 'characteristic' | 'verdict'>): readonly {
  readonly id: CharacteristicId
  readonly verdicts: readonly Verdict[]
}[] {
  const open = VERDICTS.filter((each) => valuesOf(verdict).includes(each))
  return valuesOf(characteristic).flatMap((text) => {
    const [name, own] = text.split(':')
    const known = CHARACTERISTICS.find(({ id }) => id === name)
    return known ? [{ id: known.id, verdicts: own ? VERDICTS.filter((each) => each === own) : open }] : []
  })
}

/** The filter of one name without one of its values; undefined when none is left. */
export function withoutValue(text: string | undefined, value: string): string | undefined {
  return (
    valuesOf(text)
      .filter((each) => each !== value)
      .join(',') || undefined
  )
}

function hasOpenVerdict(characteristic: string | undefined): boolean {
  return valuesOf(characteristic).some((each) => !each.includes(':'))
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
