import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { listRepositories } from './repository-list'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore } from './trend-days'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>
let login = ''

/** Name, description, score, days since the last push (null: never), private. */
const PLANS = [
  ['booking-api', 'Sells seats to passengers', 79.6, 2, true],
  ['legacy_checkin', 'Boards passengers at the gate', 40, 60, false],
  ['status-board', null, 80.4, 200, false],
  ['ops', "Runs l'équipe's scripts & tools: 100% Python", 12, 800, true],
  ['never-pushed', 'Empty so far', null, null, false],
] as const

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
  const organisation = await mintOrganisation()
  login = organisation.login
  const seen: bigint[] = []
  for (const [name, description, score, pushedDays, isPrivate] of PLANS) {
    const id = await seedRepository(organisation.id, {
      name,
      description: description ?? undefined,
      states: [{ day: dayBefore(1), score, verdicts: { testing: 'fail', readme: 'fail', retries: 'pass' } }],
    })
    const pushedAt = pushedDays === null ? null : new Date(Date.now() - pushedDays * 86_400_000)
    await db().repository.update({ where: { githubId: id }, data: { pushedAt, isPrivate } })
    seen.push(id)
  }
  await seedRepository(organisation.id, { name: 'hidden-booking', states: [{ day: dayBefore(1), score: 99 }] })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

async function found(params: Record<string, string>): Promise<string[]> {
  const { rows, total } = await listRepositories(login, parseScorecardQuery({ sort: 'name', ...params }))
  expect(total).toBe(rows.length)
  return rows.map(({ name }) => name)
}

test.each([
  ['the beginning of a word of a name', 'book', ['booking-api']],
  ['the middle of a name', 'heck', ['legacy_checkin']],
  ['a later word of a name', 'checkin', ['legacy_checkin']],
  ['another form of a word of a description', 'passenger', ['booking-api', 'legacy_checkin']],
  ['another form, the other way round', 'selling', ['booking-api']],
  ['words of name and description together, in any order', 'gate legacy', ['legacy_checkin']],
  ['words of which one is missing', 'gate booking', []],
  ['a stem in descriptions, not in names', 'boarding', ['legacy_checkin']],
  ['what is written with an accent', 'équipe', ['ops']],
  ['signs that mean something to a search of Postgres', "100% & !| (':*", ['ops']],
  ['signs alone', ' %_ ', []],
  ['a word so common that it has no stem', 'the', ['legacy_checkin']],
  ['half of a character', '\ud800', []],
  [
    'nothing, as a text that no name holds',
    'book\0',
    ['booking-api', 'legacy_checkin', 'never-pushed', 'ops', 'status-board'],
  ],
])('a search finds by %s', async (_what, q, names) => {
  expect(await found({ q })).toEqual(names)
})

test.each([
  [{ min: '80' }, ['booking-api', 'status-board']],
  [{ max: '40' }, ['legacy_checkin', 'ops']],
  [{ min: '13', max: '79' }, ['legacy_checkin']],
  [{ min: '0' }, ['booking-api', 'legacy_checkin', 'ops', 'status-board']],
  [{ visibility: 'private' }, ['booking-api', 'ops']],
  [{ visibility: 'public' }, ['legacy_checkin', 'never-pushed', 'status-board']],
  [{ pushed: '30' }, ['booking-api']],
  [{ pushed: '90' }, ['booking-api', 'legacy_checkin']],
  [{ pushed: '365' }, ['booking-api', 'legacy_checkin', 'status-board']],
  [{ pushed: 'older' }, ['never-pushed', 'ops']],
  [{ ready: 'yes' }, []],
  [{ ready: 'no', min: '80' }, ['booking-api', 'status-board']],
  [{ q: 'passengers', visibility: 'public', max: '50' }, ['legacy_checkin']],
])('the filters %j find by the numbers that are shown', async (params, names) => {
  expect(await found(params)).toEqual(names)
})

test('a row says how many characteristics fail', async () => {
  const { rows } = await listRepositories(login, parseScorecardQuery({ q: 'booking' }))
  expect(rows[0]?.fails).toBe(2)
})

test('a description that changes is found by its new words', async () => {
  await db().repository.updateMany({ where: { name: 'ops' }, data: { description: 'Zeppelins' } })
  expect(await found({ q: 'zeppelin' })).toEqual(['ops'])
})
