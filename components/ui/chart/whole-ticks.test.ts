import { expect, test } from 'vitest'
import { wholeTicks } from './whole-ticks'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [9, [0, 5, 10]],
  [40, [0, 10, 20, 30, 40]],
  [10_000, [0, 5000, 10_000]],
])('an axis up to %s has %j', (most, ticks) => {
  expect(wholeTicks(most)).toEqual(ticks)
})
