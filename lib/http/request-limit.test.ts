import { expect, test } from 'vitest'
import { RequestLimit, SHARED_TIMES } from './request-limit'

const NOON = Date.UTC(2026, 0, 1, 12)

test('so many are let through in a minute, each key by itself, and the next minute begins anew', () => {
  const limit = new RequestLimit(3)
  for (let i = 0; i < 3; i++) expect(limit.take('a', false, NOON + i)).toEqual({ granted: true })
  expect(limit.take('a', false, NOON + 15_000)).toEqual({ granted: false, retryAfter: 45 })
  expect(limit.take('b', false, NOON + 15_000)).toEqual({ granted: true })
  expect(limit.take('a', false, NOON + 59_999)).toEqual({ granted: false, retryAfter: 1 })
  expect(limit.take('a', false, NOON + 60_000)).toEqual({ granted: true })
})

test('asking alone uses nothing up', () => {
  const limit = new RequestLimit(1)
  for (let i = 0; i < 5; i++) expect(limit.ask('a', false, NOON).granted).toBe(true)
  limit.count('a', NOON)
  expect(limit.ask('a', false, NOON).granted).toBe(false)
})

test('an address that may stand for many has more, but not without end', () => {
  const limit = new RequestLimit(2)
  for (let i = 0; i < 2 * SHARED_TIMES; i++) expect(limit.take('proxy', true, NOON).granted).toBe(true)
  expect(limit.take('proxy', true, NOON).granted).toBe(false)
})

test('made-up keys fill neither the memory nor get more than all of them together', () => {
  const limit = new RequestLimit(2, 10)
  expect(limit.take('honest', false, NOON).granted).toBe(true)
  let granted = 0
  for (let i = 0; i < 10_000; i++) if (limit.take(`key ${i}`, false, NOON).granted) granted++
  expect(limit.size).toBeLessThanOrEqual(11)
  expect(granted).toBeLessThanOrEqual(10 + 2 * SHARED_TIMES)
  expect(limit.take('honest', false, NOON).granted).toBe(true)
})
