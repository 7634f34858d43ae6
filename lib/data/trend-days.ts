import type { Range } from './trend-range'

const WEEKS = 13
/** A chart of more points than this takes every second month's end, every third, and so on. */
const MOST_MONTHS = 36

/** The ends of the 12 months before this one, and today: days as YYYY-MM-DD in UTC, oldest first. */
export function trendDays(now: Date = new Date()): readonly string[] {
  return [...monthEnds(12, 1, now), isoDay(now)]
}

/**
 * The points of a trend over a range, oldest first, today last: the ends of 13 weeks, of 12 months, or of the months
 * since `first` (YYYY-MM-DD, the oldest day that is known; without one those of a year).
 */
export function trendPoints(range: Range, first: string | null, now: Date = new Date()): readonly string[] {
  if (range === '90d') return [...weekEnds(now), isoDay(now)]
  if (range === '1y' || first === null) return trendDays(now)
  const begun = new Date(first)
  const months = Math.max(
    1,
    (now.getUTCFullYear() - begun.getUTCFullYear()) * 12 + now.getUTCMonth() - begun.getUTCMonth(),
  )
  const step = Math.ceil(months / MOST_MONTHS)
  return [...monthEnds(Math.ceil(months / step), step, now), isoDay(now)]
}

/** The day so many days before now, as YYYY-MM-DD in UTC. */
export function dayBefore(days: number, now: Date = new Date()): string {
  return isoDay(new Date(now.getTime() - days * 86_400_000))
}

function weekEnds(now: Date): string[] {
  return Array.from({ length: WEEKS }, (_, index) => dayBefore((WEEKS - index) * 7, now))
}

function monthEnds(count: number, step: number, now: Date): string[] {
  return Array.from({ length: count }, (_, index) =>
    isoDay(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1 - index) * step, 0))),
  )
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
