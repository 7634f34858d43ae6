import { expect, test } from 'vitest'
import { monthEnds, worthAuditing } from './month-ends'

const at = (commit: string, tree: string) => ({ commit, tree, committedAt: new Date(0) })

test('the twelve months before this one are asked for, across a year and a leap day', () => {
  const ends = monthEnds(new Date('2024-03-15T12:00:00Z')).map((date) => date.toISOString())
  expect(ends).toHaveLength(12)
  expect(ends[0]).toBe('2023-03-31T23:59:59.000Z')
  expect(ends.slice(-3)).toEqual(['2023-12-31T23:59:59.000Z', '2024-01-31T23:59:59.000Z', '2024-02-29T23:59:59.000Z'])
})

test('months without news are left out and the rest comes newest first', () => {
  const commits = [null, at('a', 't1'), at('a', 't1'), at('b', 't2'), at('c', 't2'), at('d', 't1'), at('head', 't3')]
  expect(worthAuditing(commits, 'head').map(({ commit }) => commit)).toEqual(['d', 'b', 'a'])
})

test('a repository whose head is older than a year has no past to audit', () => {
  expect(
    worthAuditing(
      Array.from({ length: 12 }, () => at('head', 't')),
      'head',
    ),
  ).toEqual([])
})
