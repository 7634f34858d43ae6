import { expect, test } from 'vitest'
import type { Priority, RateBudget, Refusal } from './budget'
import { takeTurn } from './take-turn'

const LEASE = { id: 'a', key: 'token', resource: 'core' } as const

/** Refuses once with this reason and wait, then grants; tells how often it was asked. */
function refusingOnce(why: Refusal, waitMs: number) {
  let asked = 0
  const budget: RateBudget = {
    async reserve() {
      asked += 1
      if (asked > 1) return { granted: true, lease: LEASE }
      return { granted: false, why, until: new Date(Date.now() + waitMs), waitMs }
    },
    settle: async () => null,
  }
  const take = (priority: Priority) => takeTurn({ budget, key: 'token', priority }, { resource: 'core' })
  return { take, asked: () => asked }
}

test.each(['blocked', 'spent'] as const)(
  'a person is told at once where GitHub is %s, however short it is',
  async (why) => {
    const { take, asked } = refusingOnce(why, 1)
    await expect(take('interactive')).rejects.toMatchObject({ code: 'rate-limited' })
    expect(asked()).toBe(1)
  },
)

test.each([
  ['interactive', 'paced'],
  ['interactive', 'busy'],
  ['scan', 'blocked'],
  ['background', 'spent'],
] as const)('a short wait of kind %s, %s, is waited for', async (priority, why) => {
  expect(await refusingOnce(why, 1).take(priority)).toEqual(LEASE)
})

test.each(['scan', 'interactive'] as const)('a long wait is not waited for, whoever asks: %s', async (priority) => {
  const { take, asked } = refusingOnce('busy', 60_000)
  await expect(take(priority)).rejects.toMatchObject({ code: 'rate-limited', resetAt: expect.any(Date) })
  expect(asked()).toBe(1)
})
