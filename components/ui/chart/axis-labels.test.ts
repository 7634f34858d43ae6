import { expect, test } from 'vitest'
import { axisLabels } from './axis-labels'

const texts = (first: string, last: string) => axisLabels(first, last).map(({ text }) => text)

test('a year is named by months with their years, and on a phone by its ends and its middle', () => {
  const labels = axisLabels('2025-11-30', '2026-11-30')
  expect(labels.map(({ text }) => text)).toEqual(['Nov 2025', 'Mar 2026', 'May 2026', 'Aug 2026', 'Nov 2026'])
  expect(labels.filter(({ isOnPhone }) => isOnPhone).map(({ day }) => day)).toEqual([
    ...['2025-11-30', '2026-05-31', '2026-11-30'],
  ])
})

test('a shorter time is named by days, its first and its last among them', () => {
  expect(texts('2026-08-29', '2026-11-28')).toEqual(['29 Aug', '21 Sept', '13 Oct', '5 Nov', '28 Nov'])
  expect(texts('2026-11-27', '2026-11-28')).toEqual(['27 Nov', '28 Nov'])
})

test('nothing and a single day need no thought', () => {
  expect(axisLabels('', '')).toEqual([])
  expect(texts('2026-01-31', '2026-01-31')).toEqual(['31 Jan'])
})
