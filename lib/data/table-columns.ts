import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'

type Fact =
  | 'score'
  | 'change'
  | 'ready'
  | 'fails'
  | 'waived'
  | 'coverage'
  | 'kind'
  | 'teams'
  | 'lines'
  | 'visibility'
  | 'pushed'

/** Columns of the table of repositories beside the name, in the order in which they stand. */
export const COLUMNS = [
  'score',
  'change',
  ...CATEGORIES.map(({ id }) => id),
  'ready',
  'fails',
  'waived',
  'coverage',
  'kind',
  'teams',
  'lines',
  'visibility',
  'pushed',
] as const satisfies readonly (CategoryId | Fact)[]
export type Column = (typeof COLUMNS)[number]

const LEFT_OUT_AT_FIRST: readonly Column[] = [
  'ready',
  'fails',
  'waived',
  'coverage',
  'kind',
  'teams',
  'lines',
  'visibility',
]
export const DEFAULT_COLUMNS: readonly Column[] = COLUMNS.filter((column) => !LEFT_OUT_AT_FIRST.includes(column))

/** The columns that a text such as "score,pushed" names, in their own order; the default ones when it names none. */
export function parseColumns(text: string | undefined): readonly Column[] {
  const named = new Set(text?.split(','))
  const found = COLUMNS.filter((column) => named.has(column))
  return found.length > 0 ? found : DEFAULT_COLUMNS
}

/** The text for an address; undefined for the default columns. */
export function columnsText(columns: readonly Column[]): string | undefined {
  const text = columns.join(',')
  return text === DEFAULT_COLUMNS.join(',') ? undefined : text
}
