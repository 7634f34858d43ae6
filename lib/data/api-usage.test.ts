import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { spendRequest } from './api-usage'
import { db } from './db'

vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

const PERSON = { caller: 'user:1', limit: 5 }

test('a token that asks on after its limit takes nothing from its person’s browser and other tokens', async () => {
  await inOneMinute(async () => {
    const token = { caller: 'token:1', limit: 2 }
    const answers = []
    for (let asked = 0; asked < 20; asked += 1) answers.push(await spendRequest([token, PERSON]))
    expect(answers.filter(({ isExceeded }) => !isExceeded)).toHaveLength(2)
    expect(await spendRequest([{ caller: 'browser:1', limit: 9 }, PERSON])).toMatchObject({
      limit: PERSON.limit,
      remaining: 2,
      isExceeded: false,
    })
  })
})

test('all tokens of one person together are held to the limit of a person', async () => {
  await inOneMinute(async () => {
    const answers = []
    for (let token = 0; token < 7; token += 1)
      answers.push(await spendRequest([{ caller: `token:${token}`, limit: 2 }, PERSON]))
    expect(answers.map(({ isExceeded }) => isExceeded)).toEqual([false, false, false, false, false, true, true])
    expect(answers.at(-1)).toMatchObject({ limit: PERSON.limit, remaining: 0 })
  })
})

/** Done anew where the database's minute ended meanwhile, since what was counted counts no more. */
async function inOneMinute(work: () => Promise<void>): Promise<void> {
  const begun = await minute()
  try {
    await db().$executeRaw`delete from api_usage`
    await work()
  } catch (error) {
    if ((await minute()) === begun) throw error
    await db().$executeRaw`delete from api_usage`
    await work()
  }
}

async function minute(): Promise<number> {
  const [{ at }] = await db().$queryRaw<[{ at: Date }]>`select date_trunc('minute', now()) as at`
  return at.getTime()
}
