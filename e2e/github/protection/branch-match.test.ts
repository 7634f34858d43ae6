import { expect, test } from 'vitest'
import { matchesGlob, ruleFor, rulesetsFor } from './branch-match'
import { BranchProtection, Ruleset } from './protection-description'

test.each([
  ['main', 'main', true],
  ['main', 'main2', false],
  ['*', 'main', true],
  ['*', 'release/1', false],
  ['release/*', 'release/1', true],
  ['release/*', 'release/1/hotfix', false],
  ['release/**/*', 'release/1/hotfix', true],
  ['**/fix', 'a/b/fix', true],
  ['**/fix', 'fix', true],
  ['v?', 'v1', true],
  ['v?', 'v/', false],
  ['v[0-9].x', 'v3.x', true],
  ['v[!0-9]', 'v3', false],
  ['a.b', 'axb', false],
])('the pattern %j for the branch %j: %j', (pattern, branch, expected) => {
  expect(matchesGlob(pattern, branch)).toBe(expected)
})

test('the exact name of a branch goes before patterns, and the first pattern before the next', () => {
  const rules = ['*', 'm*', 'main'].map((pattern) => BranchProtection.parse({ pattern }))
  expect(ruleFor(rules, 'main')?.pattern).toBe('main')
  expect(ruleFor(rules, 'master')?.pattern).toBe('*')
  expect(ruleFor(rules, 'a/b')).toBeUndefined()
})

test('a ruleset is in effect for what it includes and does not exclude, while it is active', () => {
  const ruleset = (more: object) => Ruleset.parse({ id: 1, name: 'r', rules: [], ...more })
  const active = (more: object, branch: string) => rulesetsFor([ruleset(more)], branch, 'main').length === 1
  expect(active({}, 'main')).toBe(true)
  expect(active({}, 'topic')).toBe(false)
  expect(active({ include: ['~ALL'] }, 'a/b')).toBe(true)
  expect(active({ include: ['~ALL'], exclude: ['refs/heads/a/*'] }, 'a/b')).toBe(false)
  expect(active({ include: ['refs/heads/release/*'] }, 'release/1')).toBe(true)
  expect(active({ enforcement: 'evaluate' }, 'main')).toBe(false)
})
