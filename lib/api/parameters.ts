import { z } from 'zod'
import { CATEGORIES, VERDICTS } from '@/lib/checks/rubric'
import { AUDIT_LOG_FIELDS } from '@/lib/data/audit-log-query'
import { CHANGES_FIELDS } from '@/lib/data/changes-query'
import { CHARACTERISTIC_FIELDS } from '@/lib/data/characteristic-query'
import { SCORECARD_FIELDS, type SearchParams } from '@/lib/data/scorecard-query'
import { DEFAULT_RANGE, RANGES } from '@/lib/data/trend-range'
import { WAIVERS_FIELDS } from '@/lib/data/waivers-query'
import { AppError } from '@/lib/errors'

type Strict<Fields> = { [Name in keyof Fields]: Fields[Name] extends z.ZodCatch<infer Inner> ? Inner : Fields[Name] }

/** Parts of a page's address that choose how it looks and not what it holds. */
const LOOKS: readonly string[] = ['view', 'cols', 'saved', 'trend', 'by']

/** The fields of a page's address, refused where the page ignores what makes no sense. */
function strictly<Fields extends z.core.$ZodShape>(fields: Fields): Strict<Fields> {
  const strict = Object.entries(fields)
    .filter(([name]) => !LOOKS.includes(name))
    .map(([name, field]) => [name, field instanceof z.ZodCatch ? orAbsent(field.unwrap()) : field])
  return Object.fromEntries(strict) as Strict<Fields>
}

/** An empty value counts as absent, as forms send it. */
function orAbsent<T extends z.core.$ZodType>(field: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), field)
}

const PerPage = orAbsent(z.coerce.number().int().min(1).max(100).default(50))

const TrendRange = orAbsent(z.enum(RANGES).default(DEFAULT_RANGE))

const { page: _scorecardPage, ...scorecardFilters } = strictly(SCORECARD_FIELDS)
const { page: _standingsPage, ...standingsFilters } = strictly(CHARACTERISTIC_FIELDS)

const { page: _logPage, ...auditLogFilters } = strictly(AUDIT_LOG_FIELDS)

const { page: _waiversPage, ...waiversFilters } = strictly(WAIVERS_FIELDS)
/** A range by its name, or two days of one's own. */
const ExportRange = {
  range: TrendRange,
  from: orAbsent(z.iso.date().optional()),
  to: orAbsent(z.iso.date().optional()),
}

/** What each kind of address takes after its question mark. */
export const NO_PARAMETERS = z.strictObject({})
export const TREND = z.strictObject({ range: TrendRange })
export const REPOSITORY_FILTERS = z.strictObject(scorecardFilters)
const Commit = orAbsent(
  z
    .string()
    .regex(/^[0-9a-fA-F]{7,40}$/)
    .optional(),
)

export const REPOSITORY_EXPORT = z.strictObject({
  verdict: orAbsent(z.enum(VERDICTS).optional()),
  project: z.string().max(1000).optional(),
  from: Commit,
  to: Commit,
})
export const ORGANISATION_EXPORT = z.strictObject({
  ...scorecardFilters,
  moved: strictly(CHANGES_FIELDS).moved,
  trend: orAbsent(z.enum(CATEGORIES.map(({ id }) => id)).optional()),
  ...ExportRange,
})
export const TEAM_EXPORT = z.strictObject({
  moved: strictly(CHANGES_FIELDS).moved,
  characteristic: strictly(CHANGES_FIELDS).characteristic,
  ...ExportRange,
})
export const REPOSITORY_LIST = z.strictObject({ ...strictly(SCORECARD_FIELDS), per_page: PerPage })
export const STANDINGS_EXPORT = z.strictObject({ ...standingsFilters, ...ExportRange })
export const STANDINGS_LIST = z.strictObject({
  ...strictly(CHARACTERISTIC_FIELDS),
  range: TrendRange,
  per_page: PerPage,
})
export const AUDIT_LOG_FILTERS = z.strictObject(auditLogFilters)
export const WAIVERS_FILTERS = z.strictObject(waiversFilters)
export const WAIVERS_LIST = z.strictObject({ ...strictly(WAIVERS_FIELDS), per_page: PerPage })
export const RESULT_FILTERS = z.strictObject({
  verdict: orAbsent(z.enum(VERDICTS).optional()),
  project: z.string().max(1000).optional(),
})

/** What is said of each parameter in the description of the API. */
export const PARAMETER_NOTES: Readonly<Record<string, string>> = {
  q: 'Part of a name; of repositories in their list, of a description, too.',
  team: 'Slugs of teams, separated by commas, of which one has it; ~none for repositories without a team.',
  kind: 'What kind of program it is; several separated by commas.',
  category: 'Only what is weak in this category: under 50; in one of several that are separated by commas.',
  characteristic:
    'Only what has the verdict in this characteristic, or in each of several that are separated by commas; one with a verdict of its own as testing:partial. Of waivers those of this characteristic.',
  verdict:
    'Only what has this verdict, or one of several that are separated by commas; with a characteristic, fail when it is left out.',
  min: 'Only scores from this on.',
  max: 'Only scores up to this.',
  scored: 'Only what has a score, or has none.',
  visibility: 'Only what is public or private on GitHub.',
  pushed: 'Only what was pushed within so many days, or longer ago than a year.',
  ready: 'Only what is ready for production, or is not.',
  range: 'How far back the trend goes, or what changed; quarters are those of the calendar.',
  from: 'First day of a range of one’s own, as YYYY-MM-DD; of a comparison, the earlier commit.',
  to: 'Its last day, or the later commit.',
  trend: 'The category whose trend it is; of the whole score when it is left out.',
  moved: 'Only what became better, or worse.',
  sort: 'What to sort by.',
  order: 'Largest or smallest first.',
  window: 'Days over which changes are measured.',
  by: 'Login of who did it, at that time; ~airworthy for what Airworthy did by itself.',
  action: 'Only this kind of change.',
  waived: 'Only what is waived today, or is not.',
  issue: 'Only what has an open issue, or has none.',
  state: 'What counts today, which is the default, or what expired lately.',
  page: 'Counted from 1.',
  per_page: 'How many on a page.',
  project: 'Folder of one project of a monorepo; empty for its root.',
  org: 'Login of an organisation on GitHub.',
  name: 'Name of a repository.',
  slug: 'Slug of a team.',
  id: 'Id of a characteristic, or number of a campaign.',
  file: 'Which table, and how.',
}

/** An address's question as names and values. */
export function searchOf(address: string): SearchParams {
  const { searchParams } = new URL(address)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const [value, ...others] = searchParams.getAll(name)
      return [name, others.length > 0 ? searchParams.getAll(name) : value]
    }),
  )
}

/** Throws AppError 'invalid-input' that names what can't be used; the values themselves are not repeated. */
export function parseParameters<T extends z.ZodObject>(schema: T, search: SearchParams): z.output<T> {
  if (JSON.stringify(search).includes('\\u0000'))
    throw new AppError('invalid-input', 'A parameter holds a NUL character.')
  const parsed = schema.safeParse(search)
  if (parsed.success) return parsed.data
  const known = Object.keys(schema.shape)
  const problems = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `There is no parameter ${issue.keys.map((key) => JSON.stringify(key.slice(0, 50))).join(', ')} here; ${takes(known)}.`
      : `The parameter "${issue.path.join('.')}" is not usable: ${issue.message}.`,
  )
  throw new AppError('invalid-input', problems.join(' '))
}

function takes(known: readonly string[]): string {
  return known.length > 0 ? `there are ${known.join(', ')}` : 'this address takes none'
}
