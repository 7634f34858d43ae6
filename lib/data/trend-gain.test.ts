import { expect, test } from 'vitest'
import { gainedAlike, gainOf } from './trend-gain'

const days = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-05']
const points = days.map((day) => ({ day, value: 50, repositories: 1 }))
const stepsOf = (alike: readonly (number | null)[]) =>
  days.slice(1).map((day, index) => ({ day, joined: 0, left: 0, rejudged: 0, alike: alike[index] ?? null }))

test('what the same repositories gained by the same rules is added up, and is nothing where no step compares', () => {
  expect(gainedAlike(stepsOf([2.5, null, -1]))).toBe(1.5)
  expect(gainedAlike(stepsOf([null, null, null]))).toBeNull()
})

test('a gain says since when it is measured where that is less than the whole range', () => {
  expect(gainOf({ points, steps: stepsOf([1, 2, 3]) })).toEqual({ points: 6, since: null })
  expect(gainOf({ points, steps: stepsOf([null, 2, 3]) })).toEqual({ points: 5, since: '2026-02-28' })
  // Where nothing was known before, there is no step either.
  expect(gainOf({ points, steps: stepsOf([null, null, 3]).slice(2) })).toEqual({ points: 3, since: '2026-03-31' })
  expect(gainOf({ points, steps: [] })).toEqual({ points: null, since: null })
})
