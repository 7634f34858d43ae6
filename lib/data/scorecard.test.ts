import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES } from '@/lib/checks/rubric'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { getCategoryTrends } from './category-trends'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { getMovers } from './movers'
import { listRepositories } from './repository-list'
import { getScorecardSummary } from './scorecard'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore, trendDays } from './trend-days'
import { getOrganisationTrend } from './trends'

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

const everything = parseScorecardQuery({ window: '30' })
const recently = dayBefore(2)
const longAgo = dayBefore(60)

/** Two repositories that the viewer sees (80 and 40) and a worse one that GitHub hides from them. */
async function seedThree() {
  const organisation = await mintOrganisation()
  const first = await seedRepository(organisation.id, {
    name: 'first',
    description: 'Takes 100% of bookings',
    states: [
      { day: longAgo, score: 60, verdicts: { testing: 'fail' } },
      { day: recently, score: 80, verdicts: { testing: 'pass', retries: 'fail', 'error-handling': 'pass' } },
    ],
  })
  const second = await seedRepository(organisation.id, {
    name: 'second',
    kind: 'worker',
    states: [
      { day: longAgo, score: 50 },
      { day: recently, score: 40, verdicts: { testing: 'fail', retries: 'fail' } },
    ],
  })
  const hidden = await seedRepository(organisation.id, {
    name: 'hidden',
    states: [
      { day: longAgo, score: 90 },
      { day: recently, score: 0, verdicts: { testing: 'fail' } },
    ],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [first, second]))
  return { organisation, first, second, hidden }
}

test.each([
  ['the summary', (login: string) => getScorecardSummary(login)],
  ['the list', (login: string) => listRepositories(login, everything)],
  ['the movers', (login: string) => getMovers(login, { window: 30 })],
  ['the trend', (login: string) => getOrganisationTrend(login)],
])('a stranger is refused %s', async (_what, read) => {
  const { organisation } = await seedThree()
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(read(organisation.login)).rejects.toThrow('not found')
})

test('the summary is the mean over visible repositories with a score, and an invisible one never counts', async () => {
  const { organisation } = await seedThree()
  const summary = await getScorecardSummary(organisation.login)
  expect(summary).toMatchObject({ repositories: 2, scored: 2, score: 60, coverage: 1 })
  expect(summary.distribution).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 0])
  expect(summary.categories).toMatchObject({ robustness: 25, maintainability: 50, documentation: null })
})

test('a repository of another organisation never counts, even when the list of visible ones names it', async () => {
  const { hidden } = await seedThree()
  const other = await mintOrganisation()
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(other, [hidden]))
  expect(await getScorecardSummary(other.login)).toMatchObject({ repositories: 0, score: null })
  expect((await listRepositories(other.login, everything)).total).toBe(0)
})

test('a repository without a score is counted apart and moves neither mean nor distribution', async () => {
  const { organisation, first, second } = await seedThree()
  const waiting = await seedRepository(organisation.id, { name: 'waiting' })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [first, second, waiting]))
  const summary = await getScorecardSummary(organisation.login)
  expect(summary).toMatchObject({ repositories: 3, scored: 2, score: 60 })
  expect(summary.distribution).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 0])
})

test('a repository that the organisation does not count, such as a fork, never counts', async () => {
  const { organisation, second } = await seedThree()
  await db().repository.update({ where: { githubId: second }, data: { isFork: true, isCounted: false } })
  expect(await getScorecardSummary(organisation.login)).toMatchObject({ repositories: 1, score: 80 })
})

test('a removed repository never counts', async () => {
  const { organisation, second } = await seedThree()
  await db().repository.update({ where: { githubId: second }, data: { removedAt: new Date() } })
  expect(await getScorecardSummary(organisation.login)).toMatchObject({ repositories: 1, score: 80 })
})

test('a score of 100 stands in the last of the ten bins', async () => {
  const organisation = await mintOrganisation()
  const perfect = await seedRepository(organisation.id, { name: 'perfect', states: [{ day: recently, score: 100 }] })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [perfect]))
  expect((await getScorecardSummary(organisation.login)).distribution.at(-1)).toBe(1)
})

test('a score is counted, filtered and called weak by the whole number that is shown', async () => {
  const organisation = await mintOrganisation()
  const near = await seedRepository(organisation.id, { name: 'near', states: [{ day: recently, score: 49.5 }] })
  await db().audit.updateMany({ where: { repositoryId: near }, data: { categories: { robustness: 49.5 } } })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [near]))
  expect((await getScorecardSummary(organisation.login)).distribution).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  const found = async (params: Record<string, string>) =>
    (await listRepositories(organisation.login, parseScorecardQuery(params))).total
  expect(await found({ min: '50' })).toBe(1)
  expect(await found({ max: '49' })).toBe(0)
  expect(await found({ category: 'robustness' })).toBe(0)
})

test('the list holds visible repositories with their categories and change, the best score first', async () => {
  const { organisation } = await seedThree()
  const { rows, total } = await listRepositories(organisation.login, everything)
  expect(total).toBe(2)
  expect(rows.map(({ name, score, change }) => ({ name, score, change }))).toEqual([
    { name: 'first', score: 80, change: 20 },
    { name: 'second', score: 40, change: -10 },
  ])
  expect(rows[0]?.categories).toMatchObject({ robustness: 50, maintainability: 100, observability: null })
})

test.each([
  [{ q: '100%' }, ['first']],
  [{ q: '_____' }, []],
  [{ kind: 'worker' }, ['second']],
  [{ category: 'maintainability' }, ['second']],
  [{ characteristic: 'testing', verdict: 'pass' }, ['first']],
  [{ verdict: 'fail' }, ['first', 'second']],
  [{ sort: 'change', order: 'asc', window: '30' }, ['second', 'first']],
  [{ sort: 'robustness' }, ['first', 'second']],
  [{ sort: 'name', order: 'desc' }, ['second', 'first']],
  [{ page: '2' }, []],
])('the list answers %j', async (params, names) => {
  const { organisation } = await seedThree()
  const { rows } = await listRepositories(organisation.login, parseScorecardQuery(params))
  expect(rows.map(({ name }) => name)).toEqual(names)
})

test('a page after the last still says how many there are', async () => {
  const { organisation } = await seedThree()
  expect((await listRepositories(organisation.login, parseScorecardQuery({ page: '9' }))).total).toBe(2)
})

test('a repository without a score says why', async () => {
  const organisation = await mintOrganisation()
  const waiting = await seedRepository(organisation.id, { name: 'b-waiting' })
  const failed = await seedRepository(organisation.id, { name: 'c-failed' })
  const bare = await seedRepository(organisation.id, {
    name: 'd-bare',
    kind: 'none',
    states: [{ day: recently, score: null }],
  })
  const empty = await seedRepository(organisation.id, { name: 'a-empty' })
  await db().repository.update({ where: { githubId: empty }, data: { headCommit: null } })
  await db().scan.create({
    data: {
      organisationId: organisation.id,
      scope: 'organisation',
      status: 'done',
      items: { create: { repositoryId: failed, phase: 'head', status: 'failed', reason: 'The archive is too large.' } },
    },
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [waiting, failed, bare, empty]))
  const { rows } = await listRepositories(organisation.login, everything)
  expect(rows.map(({ name, noScoreReason }) => [name, noScoreReason])).toEqual([
    ['a-empty', 'The repository is empty.'],
    ['b-waiting', 'Not scanned yet.'],
    ['c-failed', 'The archive is too large.'],
    ['d-bare', 'It holds no Python to judge.'],
  ])
})

test('movers are visible repositories whose code moved the score, not the rules', async () => {
  const { organisation, first, second } = await seedThree()
  const rejudged = await seedRepository(organisation.id, {
    name: 'rejudged',
    states: [
      { day: longAgo, score: 10, rubricVersion: 'v1' },
      { day: recently, score: 90, rubricVersion: 'v2' },
    ],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [first, second, rejudged]))
  expect(await getMovers(organisation.login, { window: 30 })).toMatchObject({
    up: [{ name: 'first', score: 80, change: 20 }],
    down: [{ name: 'second', score: 40, change: -10 }],
  })
  expect(await getMovers(organisation.login, { window: 90 })).toEqual({ up: [], down: [] })
})

test('the trend carries each visible repository forward from its last roll-up and ends at the scores of today', async () => {
  const organisation = await mintOrganisation()
  const days = trendDays()
  const old = await seedRepository(organisation.id, { name: 'old', states: [{ day: '2001-01-01', score: 20 }] })
  const young = await seedRepository(organisation.id, {
    name: 'young',
    states: [
      { day: days[5] ?? '', score: 40, rubricVersion: 'v1' },
      { day: days[8] ?? '', score: 60, rubricVersion: 'v1' },
    ],
  })
  await seedRepository(organisation.id, { name: 'hidden', states: [{ day: '2001-01-01', score: 100 }] })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [old, young]))
  const { points, ruleChanges } = await getOrganisationTrend(organisation.login)
  expect(points.map(({ day }) => day)).toEqual(days)
  expect(points.map(({ value }) => value)).toEqual([20, 20, 20, 20, 20, 30, 30, 30, 40, 40, 40, 40, 40])
  expect(points.map(({ repositories }) => repositories)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2])
  expect(ruleChanges).toEqual([])
})

test('between its points a trend tells joined repositories and other rules from changed code', async () => {
  const organisation = await mintOrganisation()
  const days = trendDays()
  const at = (index: number) => days[index] ?? ''
  const seen = [
    await seedRepository(organisation.id, {
      name: 'steady',
      states: [
        { day: at(0), score: 40 },
        { day: at(4), score: 50 },
      ],
    }),
    await seedRepository(organisation.id, { name: 'joining', states: [{ day: at(4), score: 90 }] }),
    await seedRepository(organisation.id, {
      name: 'rejudged',
      states: [
        { day: at(0), score: 10, rubricVersion: 'v1' },
        { day: at(6), score: 70, rubricVersion: 'v2' },
      ],
    }),
    await seedRepository(organisation.id, {
      name: 'leaving',
      states: [
        { day: at(0), score: 60 },
        { day: at(8), score: null },
      ],
    }),
  ]
  await seedRepository(organisation.id, { name: 'hidden', states: [{ day: at(4), score: 0 }] })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const { steps } = await getOrganisationTrend(organisation.login)
  expect(steps).toHaveLength(12)
  const step = (index: number) => steps.find(({ day }) => day === at(index))
  expect(step(1)).toMatchObject({ joined: 0, left: 0, rejudged: 0, alike: 0 })
  expect(step(4)).toMatchObject({ joined: 1, left: 0, rejudged: 0, alike: expect.closeTo(10 / 3) })
  expect(step(6)).toMatchObject({ joined: 0, left: 0, rejudged: 1, alike: 0 })
  expect(step(8)).toMatchObject({ joined: 0, left: 1, rejudged: 0, alike: 0 })
})

test('the trend of a category is that of its scores, and leaves out where nothing of it was judged', async () => {
  const { organisation } = await seedThree()
  const { points, steps } = await getOrganisationTrend(organisation.login, '90d', 'maintainability')
  expect(points.at(-1)).toMatchObject({ value: 50, repositories: 2 })
  expect(points[0]).toMatchObject({ value: null, repositories: 0 })
  expect(steps.at(-1)).toMatchObject({ joined: 1, alike: 100 })
})

test('a trend of 90 days and of all that is known end at the same score as that of a year', async () => {
  const { organisation } = await seedThree()
  const last = (range?: '90d' | 'all') => getOrganisationTrend(organisation.login, range).then((t) => t.points.at(-1))
  const year = await last()
  expect(year).toMatchObject({ value: 60, repositories: 2 })
  expect(await last('90d')).toEqual(year)
  expect(await last('all')).toEqual(year)
  const { points } = await getOrganisationTrend(organisation.login, 'all')
  expect(points[0]).toMatchObject({ day: longAgo, repositories: 2 })
  expect(points.length).toBeLessThanOrEqual(28)
})

test('a range that is over ends at the scores of its last day, not at those of today', async () => {
  const organisation = await mintOrganisation()
  const only = await seedRepository(organisation.id, {
    name: 'only',
    states: [
      { day: dayBefore(70), score: 30 },
      { day: dayBefore(50), score: 40 },
      { day: dayBefore(2), score: 90 },
    ],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [only]))
  const range = `${dayBefore(60)}..${dayBefore(40)}` as const
  const { points } = await getOrganisationTrend(organisation.login, range)
  expect(points).toHaveLength(21)
  expect(points[0]).toEqual({ day: dayBefore(60), value: 30, repositories: 1 })
  expect(points.at(-1)).toEqual({ day: dayBefore(40), value: 40, repositories: 1 })
})

test('the categories are drawn by themselves at the same few points of a range', async () => {
  const { organisation } = await seedThree()
  const trends = await getCategoryTrends(organisation.login, '90d')
  const { points } = await getOrganisationTrend(organisation.login, '90d', 'maintainability')
  expect(trends.maintainability.at(-1)).toEqual({ day: dayBefore(0), value: points.at(-1)?.value })
  expect(trends.maintainability[0]).toEqual({ day: points[0]?.day, value: null })
  for (const id of CATEGORIES.map((category) => category.id)) expect(trends[id].length).toBeLessThanOrEqual(8)
})

test('a point before any code has no value, and a change of rules is marked', async () => {
  const organisation = await mintOrganisation()
  const days = trendDays()
  const only = await seedRepository(organisation.id, {
    name: 'only',
    states: [
      { day: days[3] ?? '', score: 40, rubricVersion: 'v1' },
      { day: days[7] ?? '', score: 60, rubricVersion: 'v2' },
    ],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [only]))
  const { points, ruleChanges } = await getOrganisationTrend(organisation.login)
  expect(points[2]).toMatchObject({ value: null, repositories: 0 })
  expect(ruleChanges).toEqual([days[7]])
})

test('a change of rules is marked from the first repository on that they judge, with how many', async () => {
  const organisation = await mintOrganisation()
  const days = trendDays()
  const seen: bigint[] = []
  for (const index of [4, 7, 7]) {
    const states = [
      { day: days[1] ?? '', score: 40, rubricVersion: 'v1' },
      { day: days[index] ?? '', score: 60, rubricVersion: 'v2' },
    ]
    seen.push(await seedRepository(organisation.id, { name: `r${seen.length}`, states }))
  }
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const { steps, ruleChanges } = await getOrganisationTrend(organisation.login)
  expect(ruleChanges).toEqual([days[4], days[7]])
  expect(steps.filter(({ rejudged }) => rejudged > 0).map(({ rejudged }) => rejudged)).toEqual([1, 2])
})
