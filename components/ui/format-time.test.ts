import { expect, test } from 'vitest'
import { formatAgo, formatClock, formatDay, formatInstant } from './format-time'

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
