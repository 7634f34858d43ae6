import { expect, test } from 'vitest'
import { BadgeLimit, REQUESTS_OF_ONE_REPOSITORY } from './badge-limit'

const NOON = Date.UTC(2026, 0, 1, 12)
const OPEN = { repositoryId: 1n, isSigned: false }
const LINKED = { repositoryId: 1n, isSigned: true }
const OTHER = { repositoryId: 2n, isSigned: false }

test('one repository’s badges are answered so often in a minute, and again in the next', () => {
  const limit = new BadgeLimit()
  const answers = Array.from({ length: REQUESTS_OF_ONE_REPOSITORY + 1 }, () =>
    limit.count('org/app', OPEN, NOON + 15_000),
  )
  expect(answers.filter(({ granted }) => granted)).toHaveLength(REQUESTS_OF_ONE_REPOSITORY)
  expect(answers.at(-1)).toEqual({ granted: false, retryAfter: 45 })
  expect(limit.ask('org/app', NOON + 15_000)).toEqual({ granted: false, retryAfter: 45 })
  expect(limit.count('org/other', OTHER, NOON + 15_000)).toEqual({ granted: true })
  expect(limit.ask('org/app', NOON + 60_000)).toEqual({ granted: true })
})

test('made-up links to a public repository are requests for its badge like any other', () => {
  const limit = new BadgeLimit()
  for (let made = 0; made < REQUESTS_OF_ONE_REPOSITORY; made += 1) limit.count(`org/app/${made}`, OPEN, NOON)
  expect(limit.count('org/app/one-more', OPEN, NOON)).toMatchObject({ granted: false })
})

test('who has no link to a private repository takes nothing from those who have one', () => {
  const limit = new BadgeLimit()
  for (let guess = 0; guess <= REQUESTS_OF_ONE_REPOSITORY; guess += 1) limit.count('org/closed/', null, NOON)
  expect(limit.ask('org/closed/', NOON)).toMatchObject({ granted: false })
  expect(limit.ask('org/closed/link', NOON)).toEqual({ granted: true })
  expect(limit.count('org/closed/link', LINKED, NOON)).toEqual({ granted: true })
})

test('however many names are guessed, be it right after a start, a badge that nobody asked for yet is shown', () => {
  const limit = new BadgeLimit()
  for (let guess = 0; guess < 50_000; guess += 1) limit.count(`org/guess-${guess}`, null, NOON)
  expect(limit.ask('org/app', NOON)).toEqual({ granted: true })
  expect(limit.count('org/app', OPEN, NOON)).toEqual({ granted: true })
})

test('the limit of one repository holds after as many others were asked for as are remembered', () => {
  const limit = new BadgeLimit()
  for (let guess = 0; guess < 50_000; guess += 1) limit.count(`org/guess-${guess}`, null, NOON)
  for (let asked = 0; asked < REQUESTS_OF_ONE_REPOSITORY; asked += 1) limit.count('org/app', OPEN, NOON)
  expect(limit.count('org/app', OPEN, NOON)).toMatchObject({ granted: false })
})
