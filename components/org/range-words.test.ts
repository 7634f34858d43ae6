import { expect, test } from 'vitest'
import { trendPoints } from '@/lib/data/trend-days'
import type { Range } from '@/lib/data/trend-range'
import { pointsOf, rangeSince } from './range-words'

const NOW = new Date('2026-11-28T10:00:00Z')

test.each<[Range, string]>([
  ['30d', 'at the end of each day'],
  ['90d', 'at the end of each week, and today'],
  ['1y', 'at the end of each month, and today'],
  ['last-quarter', 'at the end of each week, and on 30 Sept 2026'],
  ['2025-01-10..2026-09-10', 'at the end of each month, and on 10 Sept 2026'],
])('the points of %s are those %s', (range, words) => {
  const points = trendPoints(range, null, NOW).map((day) => ({ day }))
  expect(pointsOf(points, '2026-11-28')).toBe(words)
})

test('a single point, and none, are of today', () => {
  expect(pointsOf([], '2026-11-28')).toBe('today')
})

test('since when is said of every range', () => {
  expect(rangeSince('last-quarter')).toBe('last quarter')
  expect(rangeSince('2026-07-01..2026-09-30')).toBe('from 1 Jul 2026 to 30 Sept 2026')
})
