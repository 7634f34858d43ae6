import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
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
  [{ scored: 'no' }, ['never-pushed']],
  [{ scored: 'yes', max: '40' }, ['legacy_checkin', 'ops']],
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

test.each([
  [{ kind: 'cli,web-service', min: '80' }, ['booking-api', 'status-board']],
  [{ kind: 'cli,library' }, []],
  [{ category: 'maintainability,documentation', max: '12' }, ['ops']],
  [{ category: 'robustness,observability' }, []],
  [{ characteristic: 'testing,readme', max: '12' }, ['ops']],
  [{ characteristic: 'testing:fail,retries:pass', max: '12' }, ['ops']],
  [{ characteristic: 'testing:fail,retries:partial' }, []],
  [{ characteristic: 'retries', verdict: 'partial,pass', max: '12' }, ['ops']],
  [{ verdict: 'unknown,partial' }, []],
  [{ team: '~none,nobody', max: '12' }, ['ops']],
  [{ team: 'nobody,no-one' }, []],
])('several values of one filter: %j', async (params, names) => {
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

test('a row tells its teams that the viewer may know of, its lines, and the gaps that are waived now', async () => {
  const organisation = await mintOrganisation()
  const verdicts = { testing: 'fail', readme: 'pass', retries: 'partial' } as const
  const id = await seedRepository(organisation.id, {
    name: 'api',
    states: [{ day: dayBefore(1), score: 50, verdicts }],
  })
  await seedTeam(organisation.id, 'tower', [id])
  await seedTeam(organisation.id, 'apron', [id])
  const secret = await seedTeam(organisation.id, 'secret', [id])
  await db().team.update({ where: { githubId: secret }, data: { unlistedAt: new Date() } })
  const waive = (characteristic: string, expiresOn: string, endedAt: Date | null = null) =>
    db().waiver.create({
      data: {
        repositoryId: id,
        characteristic,
        reason: 'Frozen.',
        expiresOn: new Date(expiresOn),
        createdByLogin: 'ada',
        endedAt,
      },
    })
  await waive('testing', dayBefore(-5))
  await waive('readme', dayBefore(-5))
  await waive('retries', dayBefore(2))
  await waive('retries', dayBefore(-5), new Date())
  const list = async (role: 'member' | 'collaborator') => {
    vi.mocked(requireOrgAccess).mockResolvedValueOnce(accessTo(organisation, [id], { role }))
    return (await listRepositories(organisation.login, parseScorecardQuery({}))).rows
  }
  expect(await list('member')).toMatchObject([
    { teams: [{ slug: 'apron' }, { slug: 'tower' }], linesOfCode: 100, waived: 1, ready: false },
  ])
  expect(await list('collaborator')).toMatchObject([{ teams: [], waived: 1 }])
})

test.each([
  ['fails', 'desc', ['most', 'some', 'none', 'never']],
  ['fails', 'asc', ['none', 'some', 'most', 'never']],
  ['lines', 'desc', ['most', 'none', 'some', 'never']],
  ['visibility', 'asc', ['never', 'none', 'some', 'most']],
] as const)('sorted by %s %s, what has none comes last', async (sort, order, names) => {
  const organisation = await mintOrganisation()
  const seed = (name: string, verdicts: Partial<Record<'testing' | 'readme', 'fail' | 'pass'>>) =>
    seedRepository(organisation.id, { name, states: [{ day: dayBefore(1), score: 50, verdicts }] })
  const ids = [
    await seed('some', { testing: 'fail', readme: 'pass' }),
    await seed('most', { testing: 'fail', readme: 'fail' }),
    await seed('none', { testing: 'pass' }),
    await seedRepository(organisation.id, { name: 'never' }),
  ]
  const [, most] = ids
  await db().repository.update({ where: { githubId: most }, data: { isPrivate: true } })
  await db().audit.updateMany({ where: { repositoryId: most }, data: { linesOfCode: 900 } })
  vi.mocked(requireOrgAccess).mockResolvedValueOnce(accessTo(organisation, ids))
  const { rows } = await listRepositories(organisation.login, parseScorecardQuery({ sort, order }))
  expect(rows.map(({ name }) => name)).toEqual(names)
})
