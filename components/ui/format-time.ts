import { plural } from '@/lib/checks/wording'

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

// As `Intl` has them for en-GB, whose tables take a phone a fifth of a second to load before a page comes to life.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] as const

/** "5 minutes ago" or "in 2 hours"; `at` is an ISO timestamp, `now` milliseconds since 1970. */
export function formatAgo(at: string, now: number): string {
  const difference = new Date(at).getTime() - now
  const size = UNITS.find(({ ms }) => Math.abs(difference) >= ms)
  if (!size) return 'just now'
  return inWords(Math.trunc(difference / size.ms), size.unit)
}

/** "today", "yesterday", "3 weeks ago" or "in 2 days": of calendar days in UTC. `day` is YYYY-MM-DD or an ISO timestamp. */
export function formatDaysAgo(day: string, now: number): string {
  const days = Math.round((Date.parse(day.slice(0, 10)) - Date.parse(new Date(now).toISOString().slice(0, 10))) / DAY)
  const size = UNITS.find(({ ms }) => Math.abs(days) * DAY >= ms && ms >= DAY)
  if (!size) return 'today'
  if (Math.abs(days) === 1) return days < 0 ? 'yesterday' : 'tomorrow'
  return inWords(Math.trunc((days * DAY) / size.ms), size.unit)
}

/** "12 Nov 2026, 10:14 where you are (12 Nov 2026, 09:14 UTC)"; only UTC where the clocks agree. */
export function formatBothInstants(at: string): string {
  const utc = formatInstant(at)
  return new Date(at).getTimezoneOffset() === 0 ? utc : `${dayAndTime(asHere(at))} where you are (${utc})`
}

/** "12 Nov 2026, 09:14 UTC". */
export function formatInstant(at: string): string {
  return `${dayAndTime(at)} UTC`
}

/** "09:14 UTC", or "10:14" by the clock of whoever looks, which only a browser knows. */
export function formatClock(at: string, zone: 'utc' | 'here'): string {
  return zone === 'here' ? timeOfDay(asHere(at)) : `${timeOfDay(at)} UTC`
}

/** "12 Nov 2026", in UTC as all days here. `at` is YYYY-MM-DD or an ISO timestamp. */
export function formatDay(at: string): string {
  return `${formatDayAndMonth(at)} ${new Date(at).getUTCFullYear()}`
}

/** "12 Nov". */
export function formatDayAndMonth(at: string): string {
  const date = new Date(at)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}

/** "Nov 2026". */
export function formatMonthAndYear(at: string): string {
  const date = new Date(at)
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

function inWords(count: number, unit: string): string {
  const size = plural(Math.abs(count), unit)
  return count < 0 ? `${size} ago` : `in ${size}`
}

/** The timestamp at which a clock of UTC shows what the clock here shows at this one. */
function asHere(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE).toISOString()
}

function dayAndTime(at: string): string {
  return `${formatDay(at)}, ${timeOfDay(at)}`
}

function timeOfDay(at: string): string {
  return new Date(at).toISOString().slice(11, 16)
}
