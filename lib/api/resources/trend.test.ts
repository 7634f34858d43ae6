import { expect, test } from 'vitest'
import { describeTrend } from './trend'

test('what a step of a trend gained is told by tenths, and what can not be compared stays so', () => {
  const step = { day: '2026-01-31', joined: 0, left: 0, rejudged: 0 }
  const steps = [
    { ...step, alike: 55.5 - 60.3 },
    { ...step, alike: null },
  ]
  expect(describeTrend({ steps }).steps.map(({ alike }) => alike)).toEqual([-4.8, null])
})
