import type { Range } from './trend-range'

const DAY = 86_400_000
/** A range of up to so many days is told day by day, a longer one week by week, and then month by month. */
const MOST_DAILY = 45
const MOST_WEEKLY = 190
/** A chart of more points than this takes every second month's end, every third, and so on. */
const MOST_MONTHS = 36

/** The ends of the 12 months before this one, and today: days as YYYY-MM-DD in UTC, oldest first. */
export function trendDays(now: Date = new Date()): readonly string[] {
  return [...monthEnds(12, 1, now), isoDay(now)]
}

/**
 * The points of a trend over a range, oldest first, its last day last: days, the ends of weeks or those of months, as many
 * as a chart can show. `first` (YYYY-MM-DD) is the oldest day that is known, from which all is told.
 */
export function trendPoints(range: Range, first: string | null, now: Date = new Date()): readonly string[] {
  if (range === '1y' || (range === 'all' && first === null)) return trendDays(now)
  const [from, to] = rangeDays(range, first, now)
  return gridOf(from, to)
}

/** The first and the last day of a range; a quarter begins with how the one before it ended. */
export function rangeDays(range: Range, first: string | null, now: Date = new Date()): readonly [string, string] {
  const today = isoDay(now)
  const quarter = (back: number) =>
    isoDay(new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 - back * 3, 0)))
  if (range === '7d') return [dayBefore(7, now), today]
  if (range === '30d') return [dayBefore(30, now), today]
  if (range === '90d') return [dayBefore(91, now), today]
  if (range === '6m') return [dayBefore(182, now), today]
  if (range === '1y') return [trendDays(now)[0] ?? today, today]
  if (range === 'quarter') return [quarter(0), today]
  if (range === 'last-quarter') return [quarter(1), quarter(0)]
  if (range === 'all') return [first !== null && first < today ? first : dayBefore(30, now), today]
  const [from = today, to = today] = range.split('..')
  return [from, to]
}

/** The day so many days before now, as YYYY-MM-DD in UTC. */
export function dayBefore(days: number, now: Date = new Date()): string {
  return isoDay(new Date(now.getTime() - days * DAY))
}

/** How many days lie between two, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

/** Days from one to the other, both among them, so many days apart counted back from the last. */
export function daysApart(from: string, to: string, step: number): readonly string[] {
  const end = new Date(to)
  const count = Math.max(0, Math.ceil(daysBetween(from, to) / step - 0.5))
  const back = Array.from({ length: count }, (_, index) => dayBefore(index * step, end)).reverse()
  return from < to ? [from, ...back] : [to]
}

function gridOf(from: string, to: string): readonly string[] {
  const length = daysBetween(from, to)
  if (length <= MOST_DAILY) return daysApart(from, to, 1)
  if (length <= MOST_WEEKLY) return daysApart(from, to, 7)
  const [begun, end] = [new Date(from), new Date(to)]
  const months = (end.getUTCFullYear() - begun.getUTCFullYear()) * 12 + end.getUTCMonth() - begun.getUTCMonth()
  const step = Math.ceil(months / MOST_MONTHS)
  const between = monthEnds(Math.ceil(months / step), step, end).filter((day) => daysBetween(from, day) > 14)
  return [from, ...between.filter((day) => day < to), to]
}

function monthEnds(count: number, step: number, now: Date): string[] {
  return Array.from({ length: count }, (_, index) =>
    isoDay(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1 - index) * step, 0))),
  )
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
