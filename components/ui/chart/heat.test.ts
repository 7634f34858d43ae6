import { expect, test } from 'vitest'
import { heatClass } from './heat'

test.each([
  [0, 'bg-heat-0'],
  [19.4, 'bg-heat-0'],
  [19.6, 'bg-heat-1'],
  [20, 'bg-heat-1'],
  [100, 'bg-heat-4'],
  [null, 'bg-transparent'],
])('a score of %s takes %s', (score, expected) => {
  expect(heatClass(score)).toBe(expected)
})
