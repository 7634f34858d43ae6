import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Verdict } from '@/lib/checks/rubric'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { MOST_STRIPES, readHeatOverview } from './heat-overview'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore } from './trend-days'

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

/** An organisation whose repositories are named and scored so that the first is the best; testing is as given. */
async function seedInOrder(testing: readonly (Verdict | null)[], isSeen: (index: number) => boolean = () => true) {
  const organisation = await mintOrganisation()
  const seen: bigint[] = []
  for (const [index, verdict] of testing.entries()) {
    const name = `r${String(index).padStart(4, '0')}`
    const states = [{ day: dayBefore(1), score: 100 - index / 2, verdicts: verdict ? { testing: verdict } : {} }]
    const id = await seedRepository(organisation.id, { name, states })
    if (isSeen(index)) seen.push(id)
  }
  const access = accessTo(organisation, seen)
  return (params: Record<string, string>) => readHeatOverview(access, parseScorecardQuery({ view: 'heat', ...params }))
}

test('where there are few, each has a line of its own, in the order of the query', async () => {
  const read = await seedInOrder(['pass', 'partial', null, 'unknown', 'pass', 'not_applicable'])
  expect(await read({})).toEqual({
    total: 6,
    perStripe: 1,
    columns: { testing: { passing: expect.closeTo(66.7, 1), stripes: [100, 0, null, null, 100] } },
  })
  const reversed = await read({ order: 'asc' })
  expect(reversed.columns.testing?.stripes).toEqual([null, 100, null, null, 0, 100])
  expect((await read({ sort: 'name', order: 'desc' })).columns).toEqual(reversed.columns)
  expect((await read({ sort: 'pushed' })).total).toBe(6)
})

test('where there are many, stripes are of one size but for the last, and count only what the viewer may see', async () => {
  const isSeen = (index: number) => index % 10 !== 3
  const plan = Array.from({ length: 135 }, (_, index): Verdict => (index < 60 || index % 2 === 0 ? 'pass' : 'fail'))
  const read = await seedInOrder(plan, isSeen)
  const seen = plan.filter((_, index) => isSeen(index))
  expect(seen.length).toBeGreaterThan(MOST_STRIPES)
  const { total, perStripe, columns } = await read({})
  expect({ total, perStripe }).toEqual({ total: seen.length, perStripe: 2 })
  const pairs = Array.from({ length: Math.ceil(seen.length / 2) }, (_, stripe) =>
    seen.slice(stripe * 2, stripe * 2 + 2),
  )
  const shareOf = (verdicts: readonly Verdict[]) =>
    (verdicts.filter((verdict) => verdict === 'pass').length * 100) / verdicts.length
  expect(columns.testing?.stripes).toEqual(pairs.map(shareOf))
  expect(pairs.at(-1)).toHaveLength(1)
  expect(columns.testing?.passing).toBeCloseTo(shareOf(seen), 6)

  const weak = await read({ max: '70' })
  const left = plan.filter((_, index) => isSeen(index) && Math.round(100 - index / 2) <= 70)
  expect(weak).toMatchObject({ total: left.length, perStripe: 1 })
  expect(weak.columns.testing?.stripes).toEqual(left.map((verdict) => (verdict === 'pass' ? 100 : 0)))
  expect(await read({ characteristic: 'testing', verdict: 'fail' })).toMatchObject({
    columns: { testing: { passing: 0 } },
  })
})

test('whom nothing was judged of, or who may see nothing, has nothing to draw', async () => {
  expect(await (await seedInOrder([null, 'unknown', 'not_applicable']))({})).toMatchObject({ total: 0, columns: {} })
  expect(await (await seedInOrder(['pass'], () => false))({})).toEqual({ total: 0, perStripe: 1, columns: {} })
})
