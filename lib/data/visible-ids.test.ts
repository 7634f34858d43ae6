import { expect, test } from 'vitest'
import { VisibleIds } from './visible-ids'

test('it holds what it was given, in any order, and nothing else', () => {
  const ids = new VisibleIds([9_007_199_254_740_991n, 3n, 1_000_000_007n])
  expect([3, 1_000_000_007, 9_007_199_254_740_991].every((id) => ids.has(id))).toBe(true)
  expect([0, 4, 1_000_000_006, 9_007_199_254_740_990].some((id) => ids.has(id))).toBe(false)
  expect(ids.toArray()).toEqual([3n, 1_000_000_007n, 9_007_199_254_740_991n])
})

test('nothing is visible to whom nothing is', () => {
  expect(new VisibleIds([]).has(0)).toBe(false)
  expect(new VisibleIds([]).toArray()).toEqual([])
})

test('two are equal when they hold the same', () => {
  expect(new VisibleIds([1n, 2n]).equals(new VisibleIds([2n, 1n]))).toBe(true)
  expect(new VisibleIds([1n, 2n]).equals(new VisibleIds([1n, 3n]))).toBe(false)
  expect(new VisibleIds([1n, 2n]).equals(new VisibleIds([1n]))).toBe(false)
})
