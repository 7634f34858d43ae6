import { expect, test } from 'vitest'
import { collectPages } from './pages'

test('all pages of a list are read', async () => {
  const pages = [
    { pageInfo: { hasNextPage: true, endCursor: 'a' }, nodes: [1, 2], isComplete: true },
    { pageInfo: { hasNextPage: true, endCursor: 'b' }, nodes: [3], isComplete: true },
    { pageInfo: { hasNextPage: false, endCursor: 'c' }, nodes: [4], isComplete: true },
  ]
  const asked: (string | null)[] = []
  const all = await collectPages(async (after) => {
    asked.push(after)
    return pages[asked.length - 1] as (typeof pages)[number]
  })
  expect(all).toEqual({ items: [1, 2, 3, 4], isComplete: true })
  expect(asked).toEqual([null, 'a', 'b'])
})

test.each([
  ['that stays where it is', 'a', 2],
  ['that leads nowhere', null, 1],
])('a list %s is short, and is not asked for ever', async (_which, endCursor, requests) => {
  let asked = 0
  const found = await collectPages(async () => {
    asked += 1
    return { pageInfo: { hasNextPage: true, endCursor }, nodes: [asked], isComplete: true }
  })
  expect(found.isComplete).toBe(false)
  expect(asked).toBe(requests)
})
