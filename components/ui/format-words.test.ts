import { expect, test } from 'vitest'
import { formatCount, joinWords } from './format-words'

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 1_234_567_890, -1234])(
  '%i reads as browsers write it',
  (count) => {
    expect(formatCount(count)).toBe(count.toLocaleString('en-GB'))
  },
)

test.each([[], ['Testing'], ['Testing', 'README'], ['Testing', 'README', 'Retries']].map((words) => [words]))(
  '%j are joined as browsers join them',
  (words) => {
    expect(joinWords(words, 'and')).toBe(new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words))
    expect(joinWords(words, 'or')).toBe(new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words))
  },
)
