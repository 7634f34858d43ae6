import { expect, test } from 'vitest'
import { inTenths, signedPoints } from './signed-points'

test.each([
  [0.3, '+0.3'],
  [-2, '−2.0'],
  [0, '±0'],
  [-0.04, '±0'],
  [0.04, '±0'],
  [-0.05, '−0.1'],
])('%s points read %s', (points, text) => {
  expect(signedPoints(points)).toBe(text)
})

test('without decimals less than half a point is none', () => {
  expect([0.4, -0.4, 1.5, -7].map((points) => signedPoints(points, 0))).toEqual(['±0', '±0', '+2', '−7'])
})

test('points by tenths hold no noise of a subtraction and no signed zero', () => {
  expect([55.5 - 60.3, -0.04, 3.26, null].map((points) => inTenths(points))).toEqual([-4.8, 0, 3.3, null])
})
