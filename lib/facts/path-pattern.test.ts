import { expect, test } from 'vitest'
import { pathPattern } from './path-pattern'

test.each([
  ['legacy/**', 'legacy/a.py', true],
  ['legacy/**', 'legacy/deep/er/a.py', true],
  ['legacy/**', 'legacy', false],
  ['legacy/**', 'other/legacy/a.py', false],
  ['**/seed.py', 'seed.py', true],
  ['**/seed.py', 'a/b/seed.py', true],
  ['**/seed.py', 'a/b/seed.pyc', false],
  ['a/**/b/*.py', 'a/b/x.py', true],
  ['a/**/b/*.py', 'a/c/d/b/x.py', true],
  ['a/**/b/*.py', 'a/c/d/x.py', false],
  ['tools/*_old.py', 'tools/a_old.py', true],
  ['tools/*_old.py', 'tools/deep/a_old.py', false],
  ['*a*b', 'xaxb', true],
  ['*a*b', 'xbxa', false],
  ['a.py', 'axpy', false],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(pathPattern(pattern)(path)).toBe(expected)
})

test('a path made to be slow is answered like any other', () => {
  const slow = pathPattern('**/*a*a*a*b')
  expect(
    Array.from({ length: 1000 }, (_, index) => slow(`${'a/'.repeat(30)}${'a'.repeat(900)}${index}`)).includes(true),
  ).toBe(false)
})
