import { expect, test } from 'vitest'
import { axisLabels } from './axis-labels'

const texts = (first: string, last: string) => axisLabels(first, last).map(({ text }) => text)

test('a year is named by every third month where it begins, and on a phone by every sixth', () => {
  const labels = axisLabels('2025-11-30', '2026-11-30')
  expect(labels.map(({ text }) => text)).toEqual(['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026'])
  expect(labels.map(({ day }) => day)).toEqual(['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'])
  expect(labels.filter(({ isOnPhone }) => isOnPhone).map(({ text }) => text)).toEqual(['Jan 2026', 'Jul 2026'])
})

test('names of months are at most a handful, of the same months in every year, and evenly apart', () => {
  expect(texts('2026-01-01', '2026-07-31')).toEqual(['Jan 2026', 'Mar 2026', 'May 2026', 'Jul 2026'])
  expect(texts('2025-02-02', '2026-11-30')).toEqual(['Jul 2025', 'Jan 2026', 'Jul 2026'])
  expect(texts('2020-06-15', '2026-11-30')).toEqual(['Jan 2022', 'Jan 2024', 'Jan 2026'])
})

test('a shorter time is named by days, its first and its last among them', () => {
  expect(texts('2026-08-29', '2026-11-28')).toEqual(['29 Aug', '21 Sept', '13 Oct', '5 Nov', '28 Nov'])
  expect(texts('2026-11-27', '2026-11-28')).toEqual(['27 Nov', '28 Nov'])
})

test('nothing and a single day need no thought', () => {
  expect(axisLabels('', '')).toEqual([])
  expect(texts('2026-01-31', '2026-01-31')).toEqual(['31 Jan'])
})
