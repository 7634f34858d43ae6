import { expect, test } from 'vitest'
import { formatCount, joinWords, listing, plural } from './wording'

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 1_234_567_890, -1234])(
  '%i reads as English groups it',
  (count) => {
    expect(formatCount(count)).toBe(count.toLocaleString('en-GB'))
  },
)

test('a count is grouped beside its word', () => {
  expect([plural(1, 'line'), plural(1234, 'line')]).toEqual(['1 line', '1,234 lines'])
})

test.each([[], ['Testing'], ['Testing', 'README'], ['Testing', 'README', 'Retries']].map((words) => [words]))(
  '%j are joined as English joins them',
  (words) => {
    expect(joinWords(words, 'and')).toBe(new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words))
    expect(joinWords(words, 'or')).toBe(new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words))
  },
)

test('of a long list the first are named and the rest is counted', () => {
  expect(listing(['a', 'b', 'c'])).toBe('a, b and c')
  expect(listing(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
})
