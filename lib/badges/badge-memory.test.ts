import { expect, test } from 'vitest'
import { BadgeMemory } from './badge-memory'

const NOON = Date.UTC(2026, 0, 1, 12)
const FACTS = { about: 'score', score: 72, isBehind: false } as const
const ASKED = { org: 'Org', name: 'app', characteristic: null, signature: null }

test('a badge that is open is remembered whatever link it was asked for with, for five minutes', () => {
  const memory = new BadgeMemory()
  memory.remember({ ...ASKED, signature: 'made-up' }, false, FACTS, NOON)
  for (const signature of [null, 'made-up', 'another'])
    expect(memory.find({ ...ASKED, org: 'ORG', signature }, NOON + 299_999)).toEqual(FACTS)
  expect(memory.find({ ...ASKED, characteristic: 'testing' }, NOON)).toBeNull()
  expect(memory.find(ASKED, NOON + 300_000)).toBeNull()
})

test('a badge that a link opened is remembered for that link alone', () => {
  const memory = new BadgeMemory()
  memory.remember({ ...ASKED, signature: 'right' }, true, FACTS, NOON)
  expect(memory.find({ ...ASKED, signature: 'right' }, NOON)).toEqual(FACTS)
  expect(memory.find(ASKED, NOON)).toBeNull()
  expect(memory.find({ ...ASKED, signature: 'wrong' }, NOON)).toBeNull()
})

test('of more than can be remembered, those that were looked up last are', () => {
  const memory = new BadgeMemory(2)
  for (const name of ['a', 'b', 'a', 'c']) memory.remember({ ...ASKED, name }, false, FACTS, NOON)
  expect(['a', 'b', 'c'].filter((name) => memory.find({ ...ASKED, name }, NOON))).toEqual(['a', 'c'])
})
