import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { readChangeMark } from './change-mark'
import { parseChangesQuery } from './changes-query'
import { db } from './db'
import { accessTo, mintOrganisation, type PlannedState, seedRepository, seedTeam } from './fixtures/organisation'
import { listRepositories } from './repository-list'
import { parseScorecardQuery, WITHOUT_TEAM } from './scorecard-query'
import { getTeam } from './team'
import { getTeamComparison, listTeams } from './teams'
import { dayBefore, trendDays } from './trend-days'
import { gainOf } from './trend-gain'
import { getVerdictChanges } from './verdict-changes'

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

const longAgo = dayBefore(200)
const before = dayBefore(40)
const recently = dayBefore(3)

/** Team "flight" holds a visible repository and a hidden one; team "secret" holds the hidden one only. */
async function seedTwoTeams() {
  const organisation = await mintOrganisation()
  const seen = await seedRepository(organisation.id, {
    name: 'seen',
    states: [
      { day: longAgo, score: 30, verdicts: { testing: 'fail', readme: 'pass' } },
      { day: before, score: 50, verdicts: { testing: 'partial', readme: 'pass' } },
      { day: recently, score: 70, verdicts: { testing: 'pass', readme: 'pass' }, rubricVersion: 'v2' },
    ],
  })
  const hidden = await seedRepository(organisation.id, {
    name: 'hidden',
    states: [
      { day: longAgo, score: 0, verdicts: { testing: 'pass' } },
      { day: recently, score: 10, verdicts: { testing: 'fail' } },
    ],
  })
  const loose = await seedRepository(organisation.id, { name: 'loose', states: [{ day: recently, score: 5 }] })
  await seedTeam(organisation.id, 'flight', [seen, hidden], [71n, 72n])
  await seedTeam(organisation.id, 'secret', [hidden], [73n])
  const access = accessTo(organisation, [seen, loose])
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  return { organisation, access, seen, hidden }
}

test.each([
  ['the comparison', (login: string) => getTeamComparison(login)],
  ['the choice of teams', (login: string) => listTeams(login)],
  ['a team', (login: string) => getTeam(login, 'flight')],
  ['what changed', (login: string) => getVerdictChanges(login, parseChangesQuery({ team: 'flight' }))],
])('a stranger is refused %s', async (_what, read) => {
  const { organisation } = await seedTwoTeams()
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(read(organisation.login)).rejects.toThrow('not found')
})

test('teams are compared by visible repositories only, and those without a team are counted', async () => {
  const { organisation } = await seedTwoTeams()
  const { teams, withoutTeam } = await getTeamComparison(organisation.login)
  expect(teams).toHaveLength(1)
  expect(teams[0]).toMatchObject({ slug: 'flight', members: 2, repositories: 1, score: 70 })
  expect(teams[0]?.categories).toMatchObject({ maintainability: 100, documentation: 100, robustness: null })
  expect(teams[0]?.trend.points.at(-1)?.value).toBe(70)
  expect(teams[0]?.trend.points).toHaveLength(13)
  expect(withoutTeam).toBe(1)
})

test('a team that may be secret by now is shown to its members and to owners only, as if it had no repositories', async () => {
  const { organisation, access } = await seedTwoTeams()
  await db().team.updateMany({
    where: { organisationId: organisation.id, slug: 'flight' },
    data: { unlistedAt: new Date() },
  })
  const see = async () => {
    const { teams, withoutTeam } = await getTeamComparison(organisation.login)
    const without = await listRepositories(organisation.login, parseScorecardQuery({ team: WITHOUT_TEAM }))
    expect(without.rows).toHaveLength(withoutTeam)
    return {
      teams: teams.map(({ slug }) => slug),
      withoutTeam,
      one: (await getTeam(organisation.login, 'flight'))?.slug,
    }
  }
  expect(await see()).toEqual({ teams: [], withoutTeam: 2, one: undefined })
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, viewerId: 71n })
  expect(await see()).toEqual({ teams: ['flight'], withoutTeam: 1, one: 'flight' })
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, role: 'admin' })
  expect(await see()).toEqual({ teams: ['flight', 'secret'], withoutTeam: 1, one: 'flight' })
})

test('a team without visible repositories is shown to its members and to owners of the organisation only', async () => {
  const { organisation, access } = await seedTwoTeams()
  expect(await listTeams(organisation.login)).toEqual([{ slug: 'flight', name: 'flight' }])
  expect(await getTeam(organisation.login, 'secret')).toBeNull()
  for (const insider of [{ viewerId: 73n }, { role: 'admin' as const }]) {
    vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, ...insider })
    expect(await listTeams(organisation.login)).toHaveLength(2)
    expect(await getTeam(organisation.login, 'secret')).toMatchObject({ repositories: 0, score: null })
  }
})

test('somebody from outside is told of no team: neither which there are, nor who has a repository, nor that nobody has', async () => {
  const { organisation, access } = await seedTwoTeams()
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, role: 'collaborator', viewerId: 73n })
  expect(await listTeams(organisation.login)).toEqual([])
  expect(await getTeamComparison(organisation.login)).toEqual({ teams: [], withoutTeam: 0 })
  expect(await getTeam(organisation.login, 'flight')).toBeNull()
  for (const team of ['flight', 'secret', '~none']) {
    expect((await listRepositories(organisation.login, parseScorecardQuery({ team }))).rows).toEqual([])
  }
  expect((await listRepositories(organisation.login, parseScorecardQuery({}))).rows).not.toEqual([])
})

test('a team has its score, its trend and one trend per category', async () => {
  const { organisation } = await seedTwoTeams()
  const team = await getTeam(organisation.login, 'flight')
  expect(team).toMatchObject({ repositories: 1, scored: 1, score: 70, coverage: 1, members: 2 })
  expect(team?.trend.points.at(-1)?.value).toBe(70)
  expect(team?.categoryTrends.maintainability.points.map(({ value }) => value)).toContain(0)
  expect(team?.categoryTrends.maintainability.points.at(-1)?.value).toBe(100)
  expect(team?.categoryTrends.maintainability.points).toHaveLength(13)
  expect(team?.categoryTrends.maintainability.steps.at(-1)).toMatchObject({ rejudged: 1, alike: null })
  expect(team?.categoryTrends.maintainability.ruleChanges).toEqual(team?.trend.ruleChanges)
})

test('a team that does not exist is null', async () => {
  const { organisation } = await seedTwoTeams()
  expect(await getTeam(organisation.login, "flight' or true --")).toBeNull()
})

test('what changed names repository, verdicts and day, the newest first, and tells when the rules changed too', async () => {
  const { organisation } = await seedTwoTeams()
  const githubUrl = `https://github.example/${organisation.login}/seen`
  const testing = { repository: 'seen', characteristic: 'testing', cause: null, githubUrl }
  const query = parseChangesQuery({ team: 'flight' })
  expect((await getVerdictChanges(organisation.login, query)).changes).toEqual([
    { ...testing, from: 'partial', to: 'pass', day: recently, rulesChanged: true },
    { ...testing, from: 'fail', to: 'partial', day: before, rulesChanged: false },
  ])
})

test('what changed names the commit that was found for it, of visible repositories only', async () => {
  const { organisation, seen, hidden } = await seedTwoTeams()
  const found = {
    characteristic: 'testing',
    commitBefore: '0'.repeat(40),
    commitAfter: '1'.padStart(40, '0'),
    precision: 'range',
    commit: 'c'.repeat(40),
    lastCommit: 'b'.repeat(40),
    committedAt: new Date(),
    headline: 'Test it',
  }
  await db().attribution.createMany({
    data: [
      { ...found, repositoryId: seen, fromVerdict: 'fail', toVerdict: 'partial' },
      { ...found, repositoryId: hidden, fromVerdict: 'pass', toVerdict: 'fail' },
    ],
  })
  const cause = {
    precision: 'range',
    commit: 'c'.repeat(40),
    lastCommit: 'b'.repeat(40),
    headline: 'Test it',
    authorLogin: null,
    authorName: null,
    pull: null,
  }
  const { changes } = await getVerdictChanges(organisation.login, parseChangesQuery({ team: 'flight' }))
  expect(changes.map(({ repository, to, ...rest }) => [repository, to, rest.cause])).toEqual([
    ['seen', 'pass', null],
    ['seen', 'partial', cause],
  ])
})

test('repositories are listed by team, and those without one apart', async () => {
  const { organisation } = await seedTwoTeams()
  const names = async (team: string) =>
    (await listRepositories(organisation.login, parseScorecardQuery({ team }))).rows.map(({ name }) => name)
  expect(await names('flight')).toEqual(['seen'])
  expect(await names('~none')).toEqual(['loose'])
})

test('teams are compared over any range, at the same points, which end where those of a year do', async () => {
  const { organisation } = await seedTwoTeams()
  const pointsOver = async (range: '90d' | '1y' | 'all') =>
    (await getTeamComparison(organisation.login, range)).teams.find(({ slug }) => slug === 'flight')?.trend.points ?? []
  const year = await pointsOver('1y')
  const quarter = await pointsOver('90d')
  expect(quarter).toHaveLength(14)
  expect(quarter.at(-1)).toEqual(year.at(-1))
  expect((await pointsOver('all')).at(-1)).toEqual(year.at(-1))
  expect((await getTeam(organisation.login, 'flight', '90d'))?.trend.points).toEqual(quarter)
})

test('each team’s trend tells where repositories joined and other rules judge, as the page of the team does', async () => {
  const { organisation, access, seen } = await seedTwoTeams()
  const late = await seedRepository(organisation.id, { name: 'late', states: [{ day: recently, score: 20 }] })
  await seedTeam(organisation.id, 'crew', [seen, late])
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, repositoryIds: [...access.repositoryIds, late] })
  const { teams } = await getTeamComparison(organisation.login)
  const lastStep = (slug: string) => teams.find((team) => team.slug === slug)?.trend.steps.at(-1)
  expect(lastStep('flight')).toEqual({ day: dayBefore(0), joined: 0, left: 0, rejudged: 1, alike: null })
  expect(lastStep('crew')).toEqual({ day: dayBefore(0), joined: 1, left: 0, rejudged: 1, alike: null })
  for (const { slug } of teams) {
    const alone = await getTeam(organisation.login, slug)
    expect(teams.find((team) => team.slug === slug)?.trend).toEqual(alone?.trend)
  }
})

test('the mark of what a page shows is another one after a waiver, a campaign or a change of a team that can be seen', async () => {
  const { organisation, access, seen, hidden } = await seedTwoTeams()
  const marks = [await readChangeMark(access)]
  const changes = async (change: () => Promise<unknown>) => {
    await change()
    marks.push(await readChangeMark(access))
    return marks.at(-1) !== marks.at(-2)
  }
  const waive = (repositoryId: bigint) => () =>
    db().waiver.create({
      data: {
        repositoryId,
        characteristic: 'testing',
        reason: 'x',
        expiresOn: new Date('2099-01-01'),
        createdByLogin: 'a',
      },
    })
  expect(await changes(waive(seen))).toBe(true)
  expect(await changes(waive(hidden))).toBe(false)
  expect(
    await changes(() => db().waiver.updateMany({ where: { repositoryId: seen }, data: { endedAt: new Date() } })),
  ).toBe(true)
  const campaign = { organisationId: organisation.id, name: 'Tests', characteristic: 'testing', createdByLogin: 'a' }
  expect(await changes(() => db().campaign.create({ data: { ...campaign, targetOn: new Date() } }))).toBe(true)
  const rename = (slug: string) => () =>
    db().team.updateMany({ where: { organisationId: organisation.id, slug }, data: { name: 'Renamed' } })
  expect(await changes(rename('secret'))).toBe(false)
  expect(await changes(rename('flight'))).toBe(true)
  expect(await changes(() => db().teamRepository.deleteMany({ where: { repositoryId: seen } }))).toBe(true)
})

test('a team’s gain is of the same repositories by the same rules, whatever good ones joined it', async () => {
  const organisation = await mintOrganisation()
  const days = trendDays()
  const at = (index: number) => days[index] ?? ''
  const seed = (name: string, states: PlannedState[]) => seedRepository(organisation.id, { name, states })
  const seen = [
    await seed('own', [
      { day: at(2), score: 40 },
      { day: at(9), score: 42, verdicts: { testing: 'pass' } },
    ]),
    await seed('young and good', [{ day: at(8), score: 95 }]),
    await seed('rejudged', [
      { day: at(2), score: 20, rubricVersion: 'v0' },
      { day: at(6), score: 80 },
    ]),
  ]
  await seedTeam(organisation.id, 'flight', seen)
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const trend = (await getTeamComparison(organisation.login)).teams[0]?.trend
  // The mean itself rose from 30 to 72.
  expect(trend && gainOf(trend)).toEqual({ points: expect.closeTo(2 / 3), since: at(2) })
  expect(trend?.ruleChanges).toEqual([at(6)])
  const alone = await getTeam(organisation.login, 'flight')
  expect(alone?.categoryTrends.maintainability.steps.find(({ day }) => day === at(9))).toBeUndefined()
  expect(alone?.categoryTrends.maintainability.points.at(-1)).toMatchObject({ value: 100, repositories: 1 })
})

test('a team whose repositories were never audited has the same points without scores', async () => {
  const { organisation, access } = await seedTwoTeams()
  const unscanned = await seedRepository(organisation.id, { name: 'unscanned' })
  await seedTeam(organisation.id, 'idle', [unscanned])
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, repositoryIds: [...access.repositoryIds, unscanned] })
  const idle = (await getTeamComparison(organisation.login)).teams.find(({ slug }) => slug === 'idle')
  expect(idle?.trend.points.map(({ value }) => value)).toEqual(Array.from({ length: 13 }, () => null))
})
