import { expect, test } from 'vitest'
import { grouped, plural } from './wording'

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 123_456_789])('%i is grouped as English does', (count) => {
  expect(grouped(count)).toBe(count.toLocaleString('en'))
})

test('a count is grouped beside its word', () => {
  expect([plural(1, 'line'), plural(1234, 'line')]).toEqual(['1 line', '1,234 lines'])
})
