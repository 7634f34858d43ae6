import { expect, test } from 'vitest'
import { anyOf, firstFitting } from './per-text'

test('the first of several patterns that fit tells what a text stands for', () => {
  const kind = firstFitting([
    [/^a|b$/, 'first'],
    [/^ab/, 'second'],
    [/c/, 'third'],
  ])
  expect(['ab', 'xc', 'abc', 'x'].map(kind)).toEqual(['first', 'third', 'first', null])
})

test('patterns are joined only where each means the same among the others', () => {
  expect(anyOf([/a|b/, /^c$/])?.source).toBe('(?:a|b)|(?:^c$)')
  expect(anyOf([/a/i, /b/])).toBeNull()
  expect(anyOf([/a/, /(b)\1/])).toBeNull()
  expect(anyOf([/a/, /(?<b>b)/])).toBeNull()
  expect(anyOf([/a/, /(?<=b)c/])).not.toBeNull()
  expect(anyOf([])).toBeNull()
})

test('patterns that can not be joined are asked one by one', () => {
  const kind = firstFitting([
    [/A/i, 'letter'],
    [/(\d)\1/, 'pair'],
  ])
  expect(['a', '11', '12'].map(kind)).toEqual(['letter', 'pair', null])
})
