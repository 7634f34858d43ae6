import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { getHeatMap } from './heat-map'
import { listWaivers } from './organisation-waivers'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore } from './trend-days'
import { parseWaiversQuery, waiversSearch } from './waivers-query'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({
  env: () => ({ DATABASE_URL: process.env.DATABASE_URL, GITHUB_URL: 'https://github.example' }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

/** `api` of team "flight" is waived until later and until soon, `site` until then; `hidden` is not seen. */
async function seedWaivers() {
  const organisation = await mintOrganisation()
  const seed = (name: string) =>
    seedRepository(organisation.id, {
      name,
      states: [{ day: dayBefore(50), score: 50, verdicts: { testing: 'fail', readme: 'partial' } }],
    })
  const [api, site, hidden] = [await seed('api'), await seed('site'), await seed('hidden')]
  await seedTeam(organisation.id, 'flight', [api])
  const waive = (repositoryId: bigint, characteristic: string, days: number, rest: object = {}) =>
    db().waiver.create({
      data: {
        repositoryId,
        characteristic,
        reason: 'It is old.',
        expiresOn: new Date(`${dayBefore(-days)}T00:00:00Z`),
        createdByLogin: 'ada',
        ...rest,
      },
    })
  await waive(api, 'testing', 40)
  await waive(api, 'readme', 0)
  await waive(site, 'testing', 9)
  await waive(hidden, 'testing', 1)
  await waive(site, 'readme', -3)
  await waive(site, 'retries', -60)
  await waive(api, 'retries', 5, { endedAt: new Date(), endedByLogin: 'ada' })
  await waive(api, 'code-style', -2, { endedAt: new Date(), endedByLogin: 'ada' })
  const access = accessTo(organisation, [api, site])
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  return { login: organisation.login, access }
}

async function listed(login: string, params: Record<string, string> = {}) {
  const { rows } = await listWaivers(login, parseWaiversQuery(params))
  return rows.map(({ repository, characteristic, daysLeft }) => `${repository} ${characteristic} ${daysLeft}`)
}

test('waivers that count come with the soonest expiry first, of visible repositories alone', async () => {
  const { login } = await seedWaivers()
  expect(await listed(login)).toEqual(['api readme 0', 'site testing 9', 'api testing 40'])
  const { rows, total } = await listWaivers(login, parseWaiversQuery({}))
  expect(total).toBe(3)
  expect(rows[0]).toMatchObject({
    teams: [{ slug: 'flight', name: 'flight' }],
    verdict: 'partial',
    reason: 'It is old.',
    expiresOn: dayBefore(0),
    by: 'ada',
  })
})

test('those that expired lately are told, and neither revoked nor long expired ones', async () => {
  const { login } = await seedWaivers()
  expect(await listed(login, { state: 'expired' })).toEqual(['site readme -3'])
})

test('one that a transfer ended is not told as expired once its day is over, and one that another replaced is', async () => {
  const { login, access } = await seedWaivers()
  const [repositoryId = 0n] = access.repositoryIds
  const expired = { repositoryId, reason: 'It is confidential.', createdByLogin: 'ada' }
  const expiresOn = new Date(`${dayBefore(2)}T00:00:00Z`)
  await db().waiver.createMany({
    data: [
      { ...expired, expiresOn, characteristic: 'docstrings', endedAt: new Date(`${dayBefore(5)}T12:00:00Z`) },
      { ...expired, expiresOn, characteristic: 'error-handling', endedAt: new Date(`${dayBefore(2)}T23:59:00Z`) },
      { ...expired, expiresOn, characteristic: 'testing', endedAt: new Date(`${dayBefore(1)}T00:00:00Z`) },
    ],
  })
  expect(await listed(login, { state: 'expired' })).toEqual(['api testing -2', 'site readme -3'])
})

test('they are narrowed to a characteristic and a team', async () => {
  const { login, access } = await seedWaivers()
  expect(await listed(login, { characteristic: 'testing' })).toEqual(['site testing 9', 'api testing 40'])
  expect(await listed(login, { team: 'flight' })).toEqual(['api readme 0', 'api testing 40'])
  expect(await listed(login, { team: '~none', characteristic: 'testing' })).toEqual(['site testing 9'])
  expect(await listed(login, { page: '2' })).toEqual([])
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, role: 'collaborator' })
  expect(await listed(login, { team: 'flight' })).toEqual([])
  expect((await listWaivers(login, parseWaiversQuery({}))).rows.flatMap(({ teams }) => teams)).toEqual([])
})

test('the address says what is asked for, and nonsense counts as absent', () => {
  const query = parseWaiversQuery({ team: ['flight', 'x'], characteristic: 'flying', state: 'expired', page: '2' })
  expect(waiversSearch(query)).toBe('?state=expired&team=flight&page=2')
  expect(waiversSearch(parseWaiversQuery({ page: '-1', state: 'x' }))).toBe('')
})

test('the heat map tells which gaps are waived today, and until when', async () => {
  const { login } = await seedWaivers()
  const { rows } = await getHeatMap(login, parseScorecardQuery({ sort: 'name' }))
  expect(rows.map(({ name, waived }) => [name, waived])).toEqual([
    ['api', { readme: dayBefore(0), testing: dayBefore(-40) }],
    ['site', { testing: dayBefore(-9) }],
  ])
})
