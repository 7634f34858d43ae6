import { expect, test } from 'vitest'
import { inParts, toStorableJson, toStorableText } from './storable'

test.each([
  ['a NUL', 'a\0b', 'a\ufffdb'],
  ['a lone high surrogate', 'a\ud800b', 'a\ufffdb'],
  ['a lone low surrogate at the end', 'a\udfff', 'a\ufffd'],
  ['a backslash before what looks like an escape', 'a\\u0000b', 'a\\u0000b'],
  ['other control characters', 'a\u0001\n\u001fb', 'a\u0001\n\u001fb'],
  ['an emoji', '😀', '😀'],
])('%s survives storing in jsonb', (_what, text, stored) => {
  expect(JSON.parse(toStorableJson({ [text]: [text] }))).toEqual({ [stored]: [stored] })
  expect(toStorableText(text)).toBe(stored)
})

test('bigints are written as strings', () => {
  expect(toStorableJson({ id: 9007199254740993n })).toBe('{"id":"9007199254740993"}')
})

test('rows are cut into parts and none is lost', () => {
  expect([...inParts([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]])
})
