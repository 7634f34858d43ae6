const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS = [
  { unit: 'year', ms: 365 * DAY },
  { unit: 'month', ms: 30 * DAY },
  { unit: 'week', ms: 7 * DAY },
  { unit: 'day', ms: DAY },
  { unit: 'hour', ms: HOUR },
  { unit: 'minute', ms: MINUTE },
] as const

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' })
const inWords = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const clockUtc = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' })
const clockHere = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "5 minutes ago" or "in 2 hours"; `at` is an ISO timestamp, `now` milliseconds since 1970. */
export function formatAgo(at: string, now: number): string {
  const difference = new Date(at).getTime() - now
  const size = UNITS.find(({ ms }) => Math.abs(difference) >= ms)
  if (!size) return 'just now'
  return relative.format(Math.trunc(difference / size.ms), size.unit)
}

/** "today", "yesterday", "3 weeks ago" or "in 2 days": of calendar days in UTC. `day` is YYYY-MM-DD or an ISO timestamp. */
export function formatDaysAgo(day: string, now: number): string {
  const days = Math.round((Date.parse(day.slice(0, 10)) - Date.parse(new Date(now).toISOString().slice(0, 10))) / DAY)
  const size = UNITS.find(({ ms }) => Math.abs(days) * DAY >= ms && ms >= DAY)
  if (!size) return 'today'
  // "Last week" would be said of a day of this one, too.
  return (size.unit === 'day' ? inWords : relative).format(Math.trunc((days * DAY) / size.ms), size.unit)
}

/** "12 Nov 2026, 10:14 where you are (12 Nov 2026, 09:14 UTC)"; only UTC where the clocks agree. */
export function formatBothInstants(at: string, zone?: string): string {
  const here = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  const [local, utc] = [here.format(new Date(at)), instant.format(new Date(at))]
  return local === utc ? formatInstant(at) : `${local} where you are (${utc} UTC)`
}

/** "12 Nov 2026, 09:14 UTC". */
export function formatInstant(at: string): string {
  return `${instant.format(new Date(at))} UTC`
}

/** "09:14 UTC", or "10:14" by the clock of whoever looks, which only a browser knows. */
export function formatClock(at: string, zone: 'utc' | 'here'): string {
  return zone === 'here' ? clockHere.format(new Date(at)) : `${clockUtc.format(new Date(at))} UTC`
}

/** "12 Nov 2026". */
export function formatDay(at: string): string {
  return day.format(new Date(at))
}

/** "12 Nov". */
export function formatDayAndMonth(at: string): string {
  return dayAndMonth.format(new Date(at))
}

/** "Nov 2026". */
export function formatMonthAndYear(at: string): string {
  return monthAndYear.format(new Date(at))
}
