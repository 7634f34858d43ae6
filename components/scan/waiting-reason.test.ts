import { expect, test } from 'vitest'
import { waitingReason } from './waiting-reason'

test.each([
  ["GitHub's request limit is used up; it opens again at 06:10 UTC.", "GitHub's request limit is used up."],
  [
    "GitHub's archives can't be downloaded for now. It is tried again at 23:59 UTC.",
    "GitHub's archives can't be downloaded for now.",
  ],
  ['GitHub is asked no more at once; it goes on at 06:10 UTC.', 'GitHub is asked no more at once.'],
])('the reason of a wait is told without its time in UTC: %s', (reason, told) => {
  expect(waitingReason(reason)).toBe(told)
})

test('a reason that names no time stays whole', () => {
  const reason = 'The archive broke off. It is tried again.'
  expect(waitingReason(reason)).toBe(reason)
})
