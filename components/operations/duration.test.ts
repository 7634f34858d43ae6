import { expect, test } from 'vitest'
import { plural } from '@/lib/checks/wording'
import { durationWords, memoryWords } from './duration'

test.each([
  [0, '0 seconds'],
  [1.9, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [7200, '2 hours'],
  [86_400 * 3.5, '3 days'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})

test('figures are grouped, and one of a thing is one', () => {
  expect([plural(1, 'job'), plural(1200, 'job'), memoryWords(1.5 * 1024 ** 3)]).toEqual([
    '1 job',
    '1,200 jobs',
    '1,536 MiB',
  ])
})
