import { afterEach, expect, test, vi } from 'vitest'
import { formatAgo, formatBothInstants, formatClock, formatDay, formatDaysAgo, formatInstant } from './format-time'

afterEach(() => {
  vi.unstubAllEnvs()
})

const now = Date.UTC(2026, 10, 22, 12)

test.each([
  ['2026-11-22T11:59:40Z', 'just now'],
  ['2026-11-22T11:14:00Z', '46 minutes ago'],
  ['2026-11-21T11:00:00Z', '1 day ago'],
  ['2026-11-22T14:00:00Z', 'in 2 hours'],
  ['2025-11-01T00:00:00Z', '1 year ago'],
])('%s is said as "%s"', (at, text) => {
  expect(formatAgo(at, now)).toBe(text)
})

test('days and moments are said in UTC, whatever the zone of the machine', () => {
  expect(formatDay('2026-11-01')).toBe('1 Nov 2026')
  expect(formatInstant('2026-11-01T00:30:00Z')).toBe('1 Nov 2026, 00:30 UTC')
  expect(formatClock('2026-11-01T00:30:00Z', 'utc')).toBe('00:30 UTC')
})

test.each([
  ['2026-11-22', 'today'],
  ['2026-11-22T23:59:00Z', 'today'],
  ['2026-11-21T23:59:00Z', 'yesterday'],
  ['2026-11-19', '3 days ago'],
  ['2026-11-08', '2 weeks ago'],
  ['2026-11-24', 'in 2 days'],
  ['2026-11-15', '1 week ago'],
  ['2025-09-01', '1 year ago'],
])('the day %s is said as "%s"', (day, text) => {
  expect(formatDaysAgo(day, now)).toBe(text)
})

test('a moment is told by the clock of whoever looks and in UTC, once where they agree', () => {
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(formatBothInstants('2026-11-01T23:30:00Z')).toBe('2 Nov 2026, 08:30 where you are (1 Nov 2026, 23:30 UTC)')
  expect(formatClock('2026-11-01T23:30:00Z', 'here')).toBe('08:30')
  vi.stubEnv('TZ', 'UTC')
  expect(formatBothInstants('2026-11-01T23:30:00Z')).toBe('1 Nov 2026, 23:30 UTC')
})

test('months have the names that browsers give them, on every day of a year', () => {
  const intl = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
  const days = Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(2028, 0, 1 + index)).toISOString())
  expect(days.map(formatDay)).toEqual(days.map((at) => intl.format(new Date(at))))
})
