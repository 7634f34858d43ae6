import { expect, test } from 'vitest'
import { dayBefore, trendDays, trendPoints } from './trend-days'

test('a trend runs over twelve month ends and ends today, across a leap February and a new year', () => {
  expect(trendDays(new Date('2024-03-10T23:59:59Z'))).toEqual([
    '2023-03-31',
    '2023-04-30',
    '2023-05-31',
    '2023-06-30',
    '2023-07-31',
    '2023-08-31',
    '2023-09-30',
    '2023-10-31',
    '2023-11-30',
    '2023-12-31',
    '2024-01-31',
    '2024-02-29',
    '2024-03-10',
  ])
})

test('days before are counted in UTC', () => {
  expect(dayBefore(30, new Date('2026-03-01T00:00:00Z'))).toBe('2026-01-30')
})

const NOW = new Date('2026-11-28T10:00:00Z')

test('90 days are told week by week, and end today', () => {
  const days = trendPoints('90d', null, NOW)
  expect(days).toHaveLength(14)
  expect(days.slice(0, 2)).toEqual(['2026-08-29', '2026-09-05'])
  expect(days.slice(-2)).toEqual(['2026-11-21', '2026-11-28'])
})

test('the points of a range are days, weeks or months, as many as a chart can show', () => {
  expect(trendPoints('7d', null, NOW)).toHaveLength(8)
  expect(trendPoints('30d', null, NOW)).toHaveLength(31)
  expect(trendPoints('6m', null, NOW)).toHaveLength(27)
  expect(trendPoints('1y', null, NOW)).toEqual(trendDays(NOW))
  expect(trendPoints('2026-01-10..2026-01-13', null, NOW)).toEqual([
    ...['2026-01-10', '2026-01-11', '2026-01-12', '2026-01-13'],
  ])
  expect(trendPoints('2025-12-20..2026-09-10', null, NOW)).toEqual([
    ...['2025-12-20', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'],
    ...['2026-07-31', '2026-08-31', '2026-09-10'],
  ])
})

test('a quarter is told from how the one before it ended, and one that is over ends with it', () => {
  expect(trendPoints('quarter', null, NOW)[0]).toBe('2026-09-30')
  expect(trendPoints('quarter', null, NOW).at(-1)).toBe('2026-11-28')
  const last = trendPoints('last-quarter', null, NOW)
  expect([last[0], last.at(-1)]).toEqual(['2026-06-30', '2026-09-30'])
  expect(trendPoints('last-quarter', null, new Date('2026-01-01T00:00:00Z')).at(-1)).toBe('2025-12-31')
  expect(trendPoints('quarter', null, new Date('2026-01-01T00:00:00Z'))).toEqual(['2025-12-31', '2026-01-01'])
})

test('all is told from the first day on, and over a year where no day is known', () => {
  expect(trendPoints('all', '2026-11-26', NOW)).toEqual(['2026-11-26', '2026-11-27', '2026-11-28'])
  expect(trendPoints('all', '2026-09-15', NOW).slice(0, 2)).toEqual(['2026-09-15', '2026-09-19'])
  expect(trendPoints('all', '2026-11-28', NOW)).toHaveLength(31)
  expect(trendPoints('all', null, NOW)).toEqual(trendDays(NOW))
})

test('many years have no more points than a chart can show, and still end today', () => {
  const days = trendPoints('all', '2009-03-01', NOW)
  expect(days.length).toBeLessThanOrEqual(38)
  expect(days[0]).toBe('2009-03-01')
  expect(days.at(-1)).toBe('2026-11-28')
  expect([...new Set(days)].sort()).toEqual(days)
})

test.each(['7d', '30d', '90d', '6m', '1y', 'all', 'quarter', 'last-quarter', '2000-01-01..2026-11-28'] as const)(
  'the points of %s never stand twice, on any day of a year',
  (range) => {
    for (let day = 0; day < 366; day++) {
      const points = trendPoints(range, '2025-08-31', new Date(Date.UTC(2026, 0, 1 + day, 12)))
      expect([...new Set(points)].sort()).toEqual(points)
      expect(points.length).toBeGreaterThan(1)
    }
  },
)
