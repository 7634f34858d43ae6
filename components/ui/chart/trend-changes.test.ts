import { expect, test } from 'vitest'
import { describeStep, gainedAlike } from './trend-changes'

const step = { day: '2026-01-31', joined: 0, left: 0, rejudged: 0, alike: null }

test.each([
  [{}, '–'],
  [{ joined: 1 }, '1 repository joined'],
  [{ joined: 1200, left: 1 }, '1,200 repositories joined, 1 left'],
  [{ left: 2, rejudged: 4 }, '2 repositories left; other rules for 4'],
])('a step of %j reads %j', (changes, text) => {
  expect(describeStep({ ...step, ...changes })).toBe(text)
})

test('what the same repositories gained by the same rules is added up, and is nothing where no step compares', () => {
  expect(gainedAlike([{ ...step, alike: 2.5 }, step, { ...step, alike: -1 }])).toBe(1.5)
  expect(gainedAlike([step])).toBeNull()
})
