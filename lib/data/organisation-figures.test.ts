import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { CHECKS, requireCheck } from '@/lib/checks/registry'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { pointsToGain, totalScore, verdictScore } from '@/lib/checks/score'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { getBestFixes } from './best-fixes'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { getHeadline } from './headline'
import { getHeatMap } from './heat-map'
import { DECISIVE } from './ready'
import { listRepositories } from './repository-list'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore } from './trend-days'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
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

const now = dayBefore(1)

test.each([
  ['the headline', getHeadline],
  ['the best fixes', getBestFixes],
  ['the heat map', (login: string) => getHeatMap(login, parseScorecardQuery({ view: 'heat' }))],
])('a stranger is refused %s', async (_what, read) => {
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(read('somebody')).rejects.toThrow('not found')
})

test('changes compare the same repositories by the same rules, and say which are left out', async () => {
  const organisation = await mintOrganisation()
  const seed = (name: string, states: { day: string; score: number; rubricVersion?: string }[]) =>
    seedRepository(organisation.id, { name, states })
  const seen = [
    await seed('risen', [
      { day: dayBefore(100), score: 20 },
      { day: dayBefore(40), score: 50 },
      { day: now, score: 60 },
    ]),
    await seed('young', [
      { day: dayBefore(50), score: 10 },
      { day: now, score: 40 },
    ]),
    await seed('rejudged', [
      { day: dayBefore(120), score: 90, rubricVersion: 'v0' },
      { day: now, score: 30 },
    ]),
    await seed('new', [{ day: now, score: 80 }]),
  ]
  await seed('hidden', [
    { day: dayBefore(100), score: 0 },
    { day: now, score: 100 },
  ])
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const { changes } = await getHeadline(organisation.login)
  expect(changes).toEqual([
    { days: 30, points: 20, compared: 2, newer: 1, rejudged: 1 },
    { days: 90, points: 40, compared: 1, newer: 2, rejudged: 1 },
  ])
})

test('where nothing can be compared there is no change, rather than none in points', async () => {
  const organisation = await mintOrganisation()
  const only = await seedRepository(organisation.id, { name: 'only', states: [{ day: now, score: 80 }] })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [only]))
  const [month] = (await getHeadline(organisation.login)).changes
  expect(month).toMatchObject({ points: null, compared: 0, newer: 1 })
})

test('ready is a score of 80 with nothing decisive that fails', async () => {
  expect(DECISIVE).toEqual(['testing', 'secrets-management'])
  const organisation = await mintOrganisation()
  const seed = (name: string, score: number | null, verdict?: Verdict) =>
    seedRepository(organisation.id, {
      name,
      states: [{ day: now, score, ...(verdict && { verdicts: { 'secrets-management': verdict } }) }],
    })
  const seen = [
    await seed('ready', 80, 'pass'),
    await seed('ready too, with nothing to judge there', 95),
    await seed('leaking', 99, 'fail'),
    await seed('shown as 80', 79.5, 'pass'),
    await seed('a little less', 79.4, 'pass'),
    await seed('without a score', null),
    await seedRepository(organisation.id, { name: 'never-scanned' }),
  ]
  await seed('hidden', 100, 'pass')
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  expect((await getHeadline(organisation.login)).ready).toBe(3)
  const listed = async (ready: string) =>
    (await listRepositories(organisation.login, parseScorecardQuery({ ready }))).rows.map(({ name }) => name).sort()
  expect(await listed('yes')).toEqual(['ready', 'ready too, with nothing to judge there', 'shown as 80'])
  const { rows } = await listRepositories(organisation.login, parseScorecardQuery({ sort: 'name' }))
  expect(rows.filter(({ ready }) => ready).map(({ name }) => name)).toEqual([
    'ready',
    'ready too, with nothing to judge there',
    'shown as 80',
  ])
  expect(await listed('no')).toEqual(['a little less', 'leaking', 'never-scanned', 'without a score'])
})

test('the best fixes are those that lift the mean score most, as the scores themselves say', async () => {
  const organisation = await mintOrganisation()
  const plans: Partial<Record<CharacteristicId, Verdict>>[] = [
    { 'secrets-management': 'fail', testing: 'partial', readme: 'pass', retries: 'unknown' },
    { 'secrets-management': 'pass', testing: 'fail', readme: 'fail', 'api-docs': 'not_applicable' },
    { docstrings: 'partial', readme: 'fail' },
  ]
  const seen: bigint[] = []
  for (const [index, verdicts] of plans.entries()) {
    seen.push(
      await seedRepository(organisation.id, {
        name: `r${index}`,
        states: [{ day: now, score: totalOf(verdicts), verdicts }],
      }),
    )
  }
  await seedRepository(organisation.id, {
    name: 'hidden',
    states: [{ day: now, score: 0, verdicts: { 'code-style': 'fail' } }],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const fixes = await getBestFixes(organisation.login)
  const expected = CHARACTERISTICS.map(({ id }) => ({
    id,
    lift: plans.reduce((sum, plan) => sum + gainOf(plan, id), 0) / plans.length,
  }))
    .filter(({ lift }) => lift > 0)
    .sort((a, b) => b.lift - a.lift)
  expect(fixes.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  for (const [index, { lift }] of expected.entries()) expect(fixes[index]?.lift).toBeCloseTo(lift, 0)
  expect(fixes.find(({ id }) => id === 'testing')).toMatchObject({ fails: 1, partials: 1 })
})

test('no more than five fixes are named, and none where all pass', async () => {
  const organisation = await mintOrganisation()
  const all = (verdict: Verdict) => Object.fromEntries(CHECKS.map(({ id }) => [id, verdict]))
  const bad = await seedRepository(organisation.id, {
    name: 'bad',
    states: [{ day: now, score: 0, verdicts: all('fail') }],
  })
  const good = await seedRepository(organisation.id, {
    name: 'good',
    states: [{ day: now, score: 100, verdicts: all('pass') }],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [bad, good]))
  expect(await getBestFixes(organisation.login)).toHaveLength(5)
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [good]))
  expect(await getBestFixes(organisation.login)).toEqual([])
})

test('the heat map holds visible repositories in the asked order, and what share of them passes', async () => {
  const organisation = await mintOrganisation()
  const seed = (name: string, score: number, verdicts: Partial<Record<CharacteristicId, Verdict>>) =>
    seedRepository(organisation.id, { name, states: [{ day: now, score, verdicts }] })
  const seen = [
    await seed('b-good', 90, { testing: 'pass', readme: 'pass' }),
    await seed('a-bad', 20, { testing: 'fail', readme: 'not_applicable' }),
    await seedRepository(organisation.id, { name: 'c-waiting' }),
  ]
  await seed('hidden', 100, { testing: 'pass' })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const read = (params: Record<string, string>) => getHeatMap(organisation.login, parseScorecardQuery(params))
  const map = await read({})
  expect(map.rows).toEqual([
    { name: 'b-good', score: 90, verdicts: { testing: 'pass', readme: 'pass' }, waived: {} },
    { name: 'a-bad', score: 20, verdicts: { testing: 'fail', readme: 'not_applicable' }, waived: {} },
    { name: 'c-waiting', score: null, verdicts: {}, waived: {} },
  ])
  expect(map).toMatchObject({
    total: 3,
    overview: { total: 3, columns: { testing: { passing: 50 }, readme: { passing: 100 } } },
  })
  expect((await read({ sort: 'name', order: 'desc' })).rows.map(({ name }) => name)).toEqual([
    'c-waiting',
    'b-good',
    'a-bad',
  ])
  expect(await read({ max: '50' })).toMatchObject({ total: 1, overview: { columns: { testing: { passing: 0 } } } })
  expect(await read({ page: '2' })).toMatchObject({ rows: [], total: 3 })
})

function scoredOf(verdicts: Partial<Record<CharacteristicId, Verdict>>) {
  return CHARACTERISTICS.flatMap(({ id, category }) => {
    const verdict = verdicts[id]
    return verdict ? [{ id, category, verdict, weight: requireCheck(id).weight, score: verdictScore(verdict) }] : []
  })
}

function totalOf(verdicts: Partial<Record<CharacteristicId, Verdict>>): number | null {
  return totalScore(scoredOf(verdicts))
}

function gainOf(verdicts: Partial<Record<CharacteristicId, Verdict>>, id: CharacteristicId): number {
  const results = scoredOf(verdicts)
  const result = results.find((each) => each.id === id)
  return result ? pointsToGain(results, result) : 0
}
