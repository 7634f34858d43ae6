import { expect, test } from 'vitest'
import { axisLabels } from './axis-labels'

const months = (count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.UTC(2023, index + 1, 0)).toISOString().slice(0, 10))

test('a year of months has each of them, and on a phone every third from the end', () => {
  const labels = axisLabels(months(13))
  expect(labels.map(({ text }) => text)).toEqual([
    ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan'],
  ])
  expect(labels.filter(({ isOnPhone }) => isOnPhone).map(({ index }) => index)).toEqual([0, 3, 6, 9, 12])
})

test('weeks are named by their day', () => {
  const weeks = Array.from({ length: 14 }, (_, index) =>
    new Date(Date.UTC(2026, 7, 29 + index * 7)).toISOString().slice(0, 10),
  )
  const labels = axisLabels(weeks)
  expect(labels.at(-1)?.text).toBe('28 Nov')
  expect(labels.length).toBeLessThanOrEqual(7)
})

test('several years are named with theirs, the last point among them', () => {
  const labels = axisLabels(months(37))
  expect(labels.at(-1)).toMatchObject({ index: 36, text: 'Jan 2026' })
  expect(labels.length).toBeLessThanOrEqual(7)
})

test('nothing and a single point need no thought', () => {
  expect(axisLabels([])).toEqual([])
  expect(axisLabels(['2026-01-31'])).toMatchObject([{ index: 0, text: 'Jan' }])
})
