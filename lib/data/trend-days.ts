/** The ends of the 12 months before this one, and today: days as YYYY-MM-DD in UTC, oldest first. */
export function trendDays(now: Date = new Date()): readonly string[] {
  const ends = Array.from({ length: 12 }, (_, index) =>
    isoDay(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + index, 0))),
  )
  return [...ends, isoDay(now)]
}

/** The day so many days before now, as YYYY-MM-DD in UTC. */
export function dayBefore(days: number, now: Date = new Date()): string {
  return isoDay(new Date(now.getTime() - days * 86_400_000))
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
