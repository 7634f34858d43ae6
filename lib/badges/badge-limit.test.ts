import { expect, test } from 'vitest'
import { BadgeLimit, MISSES_OF_ALL, REQUESTS_OF_ONE_REPOSITORY } from './badge-limit'

const NOON = Date.UTC(2026, 0, 1, 12)

test('one repository’s badges are answered so often in a minute, and again in the next', () => {
  const limit = new BadgeLimit()
  const answers = Array.from({ length: REQUESTS_OF_ONE_REPOSITORY + 1 }, () => limit.take('org/app', NOON + 15_000))
  expect(answers.filter(({ granted }) => granted)).toHaveLength(REQUESTS_OF_ONE_REPOSITORY)
  expect(answers.at(-1)).toEqual({ granted: false, retryAfter: 45 })
  expect(limit.take('org/other', NOON + 15_000)).toEqual({ granted: true })
  expect(limit.take('org/app', NOON + 60_000)).toEqual({ granted: true })
})

test('whoever guesses names is stopped, and no badge that was shown before', () => {
  const limit = new BadgeLimit()
  limit.take('org/app', NOON)
  limit.settle('org/app', true)
  for (let guess = 0; guess < MISSES_OF_ALL; guess += 1) {
    expect(limit.take(`org/guess-${guess}`, NOON)).toEqual({ granted: true })
    limit.settle(`org/guess-${guess}`, false)
  }
  expect(limit.take('org/one-more', NOON)).toMatchObject({ granted: false })
  // Asked with nonsense, it stays known.
  limit.settle('org/app', false)
  expect(limit.take('org/app', NOON)).toEqual({ granted: true })
})
