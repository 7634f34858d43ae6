import { dayBefore } from './trend-days'

/** How far back a trend goes, as addresses say it; quarters are those of the calendar. */
export const RANGES = ['7d', '30d', '90d', '6m', '1y', 'all', 'quarter', 'last-quarter'] as const
export type NamedRange = (typeof RANGES)[number]

/** From one day to another, both YYYY-MM-DD: `2026-07-01..2026-09-30`. */
export type OwnDates = `${string}..${string}`

export type Range = NamedRange | OwnDates

export const DEFAULT_RANGE = '1y' satisfies NamedRange

/** No chart begins before this day. */
export const EARLIEST_DAY = '2000-01-01'

/** The parts of an address that tell a range. */
export const RANGE_FIELDS = ['range', 'from', 'to'] as const

type Asked = Readonly<Partial<Record<(typeof RANGE_FIELDS)[number], string | readonly string[] | undefined>>>

export interface AskedRange {
  readonly range: Range
  /** What is wrong with the dates, in a sentence; `range` is another one then. */
  readonly rangeProblem: string | undefined
}

/** Never throws. Without a last day own dates go up to today. */
export function parseRange(asked: Asked, now: Date = new Date()): AskedRange {
  const name = first(asked.range)
  const named: NamedRange = RANGES.find((range) => range === name) ?? DEFAULT_RANGE
  const [from, to] = [first(asked.from), first(asked.to)]
  if (!from && !to) {
    const isKnown = name === undefined || name === named
    return { range: named, rangeProblem: isKnown ? undefined : 'The address names no range that is known. Choose one.' }
  }
  const today = dayBefore(0, now)
  const rangeProblem = problemOf(from, to ?? today, dayBefore(-1, now))
  if (rangeProblem || !from) return { range: named, rangeProblem }
  return { range: `${from}..${!to || to > today ? today : to}`, rangeProblem: undefined }
}

/** Both days of own dates; null for a range that has a name. */
export function ownDates(range: Range): { readonly from: string; readonly to: string } | null {
  const [from, to] = range.split('..')
  return from && to ? { from, to } : null
}

/** Writes a range into an address: nothing for the one that is drawn anyway. */
export function setRange(params: URLSearchParams, range: Range): void {
  const own = ownDates(range)
  if (own) {
    params.set('from', own.from)
    params.set('to', own.to)
  } else if (range !== DEFAULT_RANGE) {
    params.set('range', range)
  }
}

/** "?range=90d", or "" for the range that is drawn anyway. */
export function rangeSearch(range: Range): string {
  const params = new URLSearchParams()
  setRange(params, range)
  const text = params.toString()
  return text && `?${text}`
}

function problemOf(from: string | undefined, to: string, latest: string): string | undefined {
  if (!from) return 'The first day is missing. Give it as year, month and day, such as 2026-07-01.'
  const wrong = [from, to].find((day) => !isDay(day))
  if (wrong !== undefined)
    return `${wrong === from ? 'The first' : 'The last'} day is not a date. Give it as year, month and day, such as 2026-07-01.`
  if (from < EARLIEST_DAY) return `The first day lies before ${EARLIEST_DAY}. Choose a later one.`
  if (to > latest) return 'The last day lies in the future. Choose today or an earlier day.'
  if (from >= to || from >= dayBefore(1, new Date(latest)))
    return 'The first day must come before the last. Choose other days.'
  return undefined
}

/** True for a day of the calendar: there is no 31 February. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** Empty fields of a form count as absent. */
function first(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0]
  return text?.trim() || undefined
}
