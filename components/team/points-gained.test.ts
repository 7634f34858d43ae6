import { expect, test } from 'vitest'
import { pointsGained } from './points-gained'

test.each([
  [[null, 40, null, 55], 15],
  [[60, 50.5], -9.5],
  [[null, 40], null],
  [[], null],
])('over %j the gain is %s', (values, gain) => {
  expect(pointsGained(values.map((value) => ({ value })))).toBe(gain)
})
