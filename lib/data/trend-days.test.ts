import { expect, test } from 'vitest'
import { dayBefore, trendDays } from './trend-days'

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
