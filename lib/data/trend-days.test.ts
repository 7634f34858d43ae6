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

test('all is told from the end of the month of the first day on, and a year where no day is known', () => {
  expect(trendPoints('all', '2026-09-15', NOW)).toEqual(['2026-09-30', '2026-10-31', '2026-11-28'])
  expect(trendPoints('all', '2026-11-02', NOW)).toEqual(['2026-10-31', '2026-11-28'])
  expect(trendPoints('all', null, NOW)).toEqual(trendDays(NOW))
})

test('many years have no more points than a chart can show, and still end today', () => {
  const days = trendPoints('all', '2009-03-01', NOW)
  expect(days.length).toBeLessThanOrEqual(37)
  expect(days[0]?.slice(0, 4)).toMatch(/^200[89]$/)
  expect(days.at(-1)).toBe('2026-11-28')
  expect([...days].sort()).toEqual(days)
})
