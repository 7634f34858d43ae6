import { expect, test } from 'vitest'
import { describeStep } from './trend-changes'

const step = { day: '2026-01-31', joined: 0, left: 0, rejudged: 0, alike: null }

test.each([
  [{}, '–'],
  [{ joined: 1 }, '1 repository joined'],
  [{ joined: 1200, left: 1 }, '1,200 repositories joined, 1 left'],
  [{ left: 2, rejudged: 4 }, '2 repositories left; other rules for 4'],
])('a step of %j reads %j', (changes, text) => {
  expect(describeStep({ ...step, ...changes })).toBe(text)
})
