import { expect, test } from 'vitest'
import { groupMarks } from './group-marks'

test('marks are grouped by the pixels between them, so a wide chart tells more of them apart', () => {
  const xs = [0, 2, 4, 30, 31, 100]
  expect(groupMarks(xs, 1200, 24)).toEqual([[0], [1], [2], [3, 4], [5]])
  expect(groupMarks(xs, 1000, 24)).toEqual([[0, 1], [2], [3, 4], [5]])
  expect(groupMarks(xs, 240, 24)).toEqual([[0, 1, 2], [3, 4], [5]])
})

test('the first marks of two groups never come closer than they may, however many there are', () => {
  const xs = Array.from({ length: 400 }, (_, index) => index / 4)
  const firsts = groupMarks(xs, 600, 24).map(([first = 0]) => ((xs[first] ?? 0) / 100) * 600)
  expect(Math.min(...firsts.slice(1).map((at, index) => at - (firsts[index] ?? 0)))).toBeGreaterThan(23.999)
  expect(groupMarks([], 600, 24)).toEqual([])
})
