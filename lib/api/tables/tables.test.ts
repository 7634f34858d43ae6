import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/data/db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from '@/lib/data/fixtures/organisation'
import { dayBefore } from '@/lib/data/trend-days'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { CHARACTERISTIC_TABLES } from './characteristic-tables'
import { answerFile } from './file'
import { ORGANISATION_TABLES } from './organisation-tables'
import { REPOSITORY_TABLES } from './repository-tables'
import { byPages, type Table } from './table'
import { TEAM_TABLES } from './team-tables'

vi.mock('@/lib/auth/access', () => ({}))
vi.mock('@/lib/env', () => ({
  wayIn: () => 'app',
  env: () => ({
    DATABASE_URL: process.env.DATABASE_URL,
    GITHUB_URL: 'https://github.example',
    NEXTAUTH_URL: 'https://airworthy.example',
    LOG_LEVEL: 'silent',
  }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

const recently = dayBefore(2)

/** A repository of a team that the viewer sees, and one of the same team that they do not. */
async function seedTeamOfTwo() {
  const organisation = await mintOrganisation()
  const states = [
    { day: dayBefore(60), score: 60, verdicts: { testing: 'fail' as const, readme: 'pass' as const } },
    { day: recently, score: 80, verdicts: { testing: 'pass' as const, readme: 'pass' as const } },
  ]
  const name = '=cmd|calc'
  const seen = await seedRepository(organisation.id, { name: 'seen', description: name, states })
  const hidden = await seedRepository(organisation.id, { name: 'hidden', states })
  await seedTeam(organisation.id, 'tower', [seen, hidden])
  const access = accessTo(organisation, [seen])
  return {
    access,
    repository: { ...access, repositoryId: seen, repositoryName: 'seen', administers: false, mayWrite: false },
  }
}

async function* cells(parts: AsyncIterable<readonly number[]>) {
  for await (const rows of parts) yield rows.map((row) => [row])
}

async function rowsOf(table: Table): Promise<Record<string, unknown>[]> {
  return (await (await answerFile(table, 'json')).json()) as Record<string, unknown>[]
}

test('the scorecard’s table holds scores by category and a link for each visible repository', async () => {
  const { access } = await seedTeamOfTwo()
  const rows = await rowsOf(await ORGANISATION_TABLES.repositories(access, { window: '30' }))
  const htmlUrl = `https://airworthy.example/orgs/${access.login}/repositories/seen`
  expect(rows).toMatchObject([{ name: 'seen', score: 80, change: 20, documentation: 100, robustness: null, htmlUrl }])
})

test('the heat map holds a verdict for each characteristic, under the same filters', async () => {
  const { access } = await seedTeamOfTwo()
  expect(await rowsOf(await ORGANISATION_TABLES.verdicts(access, {}))).toMatchObject([
    { name: 'seen', score: 80, testing: 'pass', readme: 'pass', retries: null },
  ])
  expect(await rowsOf(await ORGANISATION_TABLES.verdicts(access, { max: '79' }))).toEqual([])
})

test('a change of a score is told by tenths in every table', async () => {
  const organisation = await mintOrganisation()
  const id = await seedRepository(organisation.id, {
    name: 'fallen',
    states: [
      { day: dayBefore(60), score: 60.3, verdicts: { testing: 'pass' } },
      { day: recently, score: 55.5, verdicts: { testing: 'fail' } },
    ],
  })
  await seedTeam(organisation.id, 'tower', [id])
  const access = accessTo(organisation, [id])
  for (const table of ['repositories', 'movers', 'teams'] as const) {
    expect(await rowsOf(await ORGANISATION_TABLES[table](access, { window: '30' })), table).toMatchObject([
      { score: 55.5, change: -4.8 },
    ])
  }
  const trend = await rowsOf(await ORGANISATION_TABLES.trend(access, {}))
  expect(trend.flatMap(({ gainedAlike }) => gainedAlike || [])).toEqual([-4.8])
})

test('what a repository says of itself is no formula in the file', async () => {
  const { access } = await seedTeamOfTwo()
  const file = await answerFile(await ORGANISATION_TABLES.repositories(access, {}), 'csv')
  expect(await file.text()).toContain(",'=cmd|calc,")
})

test('teams, adoption and verdicts count only what the viewer sees', async () => {
  const { access } = await seedTeamOfTwo()
  expect(await rowsOf(await ORGANISATION_TABLES.teams(access, {}))).toMatchObject([
    { slug: 'tower', repositories: 1, score: 80, change: 20, maintainability: 100 },
  ])
  const adoption = await rowsOf(await ORGANISATION_TABLES.characteristics(access))
  expect(adoption).toHaveLength(20)
  expect(adoption.find(({ id }) => id === 'testing')).toMatchObject({ adoption: 100, pass: 1, fail: 0 })
  const standings = await CHARACTERISTIC_TABLES.repositories(access, 'testing', { verdict: 'pass' })
  expect(await rowsOf(standings)).toMatchObject([{ name: 'seen', verdict: 'pass', message: 'Seen.' }])
  const none = await CHARACTERISTIC_TABLES.repositories(access, 'testing', { verdict: 'fail' })
  expect(await rowsOf(none)).toEqual([])
})

test('the history has a row for each verdict that changed, and one for a day that changed only the score', async () => {
  const { access, repository } = await seedTeamOfTwo()
  expect(await rowsOf(await REPOSITORY_TABLES.history(repository))).toMatchObject([
    { day: recently, score: 80, scoreBefore: 60, characteristic: 'testing', from: 'fail', to: 'pass' },
    { day: dayBefore(60), score: 60, commitBefore: null, characteristic: null },
  ])
  expect(await rowsOf(await TEAM_TABLES.changes(access, 'tower', {}))).toMatchObject([
    { day: recently, repository: 'seen', characteristic: 'testing', from: 'fail', to: 'pass' },
  ])
})

test('the figures of a page are exported as it shows them, over what the viewer sees', async () => {
  const { access, repository } = await seedTeamOfTwo()
  expect(await rowsOf(await ORGANISATION_TABLES.movers(access, { window: '30' }))).toMatchObject([
    { name: 'seen', change: 20, characteristic: 'testing', from: 'fail', to: 'pass' },
  ])
  expect(await rowsOf(await ORGANISATION_TABLES.movers(access, { window: '30', moved: 'worse' }))).toEqual([])
  const bins = await rowsOf(await ORGANISATION_TABLES.distribution(access))
  expect(bins).toHaveLength(10)
  expect(bins.filter(({ repositories }) => repositories !== 0)).toEqual([{ from: 80, to: 89, repositories: 1 }])
  expect(await rowsOf(await ORGANISATION_TABLES.fixes(access))).toEqual([])
  const trend = await rowsOf(await ORGANISATION_TABLES.trend(access, { range: '90d', trend: 'documentation' }))
  expect(trend.at(-1)).toMatchObject({ score: 100, repositories: 1 })
  const ofTeam = await rowsOf(await TEAM_TABLES.trend(access, 'tower', { range: '90d' }))
  expect(ofTeam.at(-1)).toMatchObject({ score: 80, maintainability: 100, robustness: null })
  expect(await rowsOf(await REPOSITORY_TABLES.comparison(repository, {}))).toMatchObject([
    { characteristic: 'testing', from: 'fail', to: 'pass', scoreBefore: 60, score: 80 },
  ])
  expect(await rowsOf(await REPOSITORY_TABLES.projects(repository))).toEqual([])
  expect(await rowsOf(await REPOSITORY_TABLES.files(repository))).toEqual([])
  expect(await rowsOf(await CHARACTERISTIC_TABLES.teams(access, 'testing'))).toMatchObject([{ key: 'tower', pass: 1 }])
  expect(await rowsOf(await CHARACTERISTIC_TABLES.kinds(access, 'testing'))).toMatchObject([
    { key: 'web-service', adoption: 100, pass: 1, fail: 0 },
  ])
})

test('adoption over time is exported for the range, the team and the kind that are asked for, and for each of them', async () => {
  const { access } = await seedTeamOfTwo()
  const last = async (table: 'trend' | 'teamtrends' | 'kindtrends', search = {}) =>
    (await rowsOf(await CHARACTERISTIC_TABLES[table](access, 'testing', search))).at(-1)
  expect(await last('trend')).toMatchObject({ day: dayBefore(0), adoption: 100, repositories: 1 })
  expect(await last('trend', { kind: 'library' })).toMatchObject({ adoption: null, repositories: 0 })
  const [from, to] = [dayBefore(60), dayBefore(30)]
  expect(await last('trend', { team: 'tower', from, to })).toMatchObject({ day: to, adoption: 0, repositories: 1 })
  expect(await last('teamtrends')).toMatchObject({ key: 'tower', name: 'tower', adoption: 100, repositories: 1 })
  expect(await last('kindtrends')).toMatchObject({ key: 'web-service', name: 'Web service', adoption: 100 })
  expect(await last('kindtrends', { team: 'nobody' })).toBeUndefined()
})

test('what changed in the organisation is exported by the same filters as its page', async () => {
  const { access } = await seedTeamOfTwo()
  const better = await rowsOf(await ORGANISATION_TABLES.changes(access, { moved: 'better', team: 'tower' }))
  expect(better).toMatchObject([{ day: recently, repository: 'seen', characteristic: 'testing' }])
  expect(await rowsOf(await ORGANISATION_TABLES.changes(access, { moved: 'worse' }))).toEqual([])
})

test('deliveries are exported for owners alone', async () => {
  const { access } = await seedTeamOfTwo()
  expect(await rowsOf(await ORGANISATION_TABLES.deliveries({ ...access, role: 'admin' }))).toEqual([])
  await expect(ORGANISATION_TABLES.deliveries(access)).rejects.toMatchObject({ code: 'not-found' })
})

test('a team that the viewer may not know of has no table', async () => {
  const { access } = await seedTeamOfTwo()
  for (const refused of [{ ...access, role: 'collaborator' } as const, { ...access, repositoryIds: [] }]) {
    await expect(TEAM_TABLES.changes(refused, 'tower', {})).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('a characteristic without evidence has a row all the same', async () => {
  const { repository } = await seedTeamOfTwo()
  expect(await rowsOf(await REPOSITORY_TABLES.characteristics(repository, {}))).toMatchObject([
    { id: 'testing', verdict: 'pass', path: null, line: null },
    { id: 'readme', verdict: 'pass', path: null },
  ])
})

test('a list longer than one part is sent in parts, each repository once', async () => {
  const organisation = await mintOrganisation()
  await db().$executeRaw`
    insert into repositories (github_id, organisation_id, name, is_private, is_archived, is_fork)
    select 1000000 + n, ${organisation.id}, 'r' || n, false, false, false from generate_series(1, 2500) n`
  const ids = Array.from({ length: 2500 }, (_, index) => BigInt(1_000_001 + index))
  const table = await ORGANISATION_TABLES.repositories(accessTo(organisation, ids), { sort: 'name' })
  const file = await answerFile(table, 'csv')
  let parts = 0
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of file.body ?? []) {
    parts += 1
    text += decoder.decode(part, { stream: true })
  }
  const names = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[1])
  expect(parts).toBeGreaterThanOrEqual(4)
  expect(names).toHaveLength(2500)
  expect(new Set(names).size).toBe(2500)
})

test('a table that can not be read at all fails before a file has begun', async () => {
  const parts = byPages<never>(() => Promise.reject(new Error('the database is away')))
  await expect(answerFile({ name: 't', columns: ['a'], parts }, 'csv')).rejects.toThrow('away')
})

test('who reads so slowly that their access may have ended since gets no more', async () => {
  const read: number[] = []
  const parts = byPages<number>(async (page) => {
    read.push(page)
    return [page]
  }, 1)
  const file = await answerFile({ name: 't', columns: ['a'], parts: cells(parts) }, 'csv')
  const reader = file.body?.getReader()
  await reader?.read()
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000)
  const before = read.length
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow('in time')
  clock.mockRestore()
  expect(read.length).toBeLessThanOrEqual(before + 1)
})

test('who stops reading stops the reading of the table', async () => {
  let isEnded = false
  async function* endless() {
    try {
      for (;;) yield [[1]]
    } finally {
      isEnded = true
    }
  }
  const file = await answerFile({ name: 't', columns: ['a'], parts: endless() }, 'csv')
  await file.body?.cancel()
  expect(isEnded).toBe(true)
})
