import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import {
  accessTo,
  mintOrganisation,
  type PlannedRepository,
  type PlannedState,
  seedRepository,
  seedTeam,
} from './fixtures/organisation'
import { changeDetails, changeResults, unpackDetails } from './fixtures/stored-details'
import { getRepository, getRepositoryName } from './repository'
import { getDrawnHistory, getRepositoryHistory, getScoreChanges } from './repository-history'
import { dayBefore } from './trend-days'
import { packOldDetails } from './unpacked-details'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn(), requireRepositoryAccess: vi.fn() }))
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
beforeEach(() => {
  vi.mocked(requireRepositoryAccess).mockReset()
})

async function seedSeen(planned: Partial<PlannedRepository> = {}) {
  const organisation = await mintOrganisation()
  const name = planned.name ?? 'booking-api'
  const id = await seedRepository(organisation.id, { name, ...planned })
  const rights = { administers: false, mayWrite: false }
  const access = { ...accessTo(organisation, [id]), repositoryId: id, repositoryName: name, ...rights }
  vi.mocked(requireRepositoryAccess).mockResolvedValue(access)
  return { organisation, id, name, access }
}

const recently = dayBefore(3)

test.each([
  ['its name', getRepositoryName],
  ['its verdicts', getRepository],
  ['its history', getRepositoryHistory],
  ['its drawn history', (org: string, name: string) => getDrawnHistory(org, name, 'all')],
  ['its changes', getScoreChanges],
])('a stranger is refused %s', async (_what, read) => {
  const { organisation, name } = await seedSeen({ states: [{ day: recently, score: 70 }] })
  vi.mocked(requireRepositoryAccess).mockRejectedValue(new Error('not found'))
  await expect(read(organisation.login, name)).rejects.toThrow('not found')
})

test('the latest audit comes with its verdicts in the order of the rubric', async () => {
  const { organisation, name } = await seedSeen({
    states: [
      { day: dayBefore(50), score: 10, verdicts: { readme: 'fail' } },
      { day: recently, score: 70, verdicts: { readme: 'pass', testing: 'partial', 'error-handling': 'unknown' } },
    ],
  })
  const found = await getRepository(organisation.login, name)
  expect(found).toMatchObject({
    readyBar: { score: 80, mustNotFail: ['testing', 'secrets-management'] },
    name,
    githubUrl: `https://github.example/${organisation.login}/booking-api`,
    check: null,
    audit: { score: 70, coverage: 1, kind: 'web-service', committedAt: `${recently}T00:00:00.000Z` },
  })
  expect(found.audit?.results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'error-handling unknown',
    'testing partial',
    'readme pass',
  ])
})

test('stored values of a shape that is not known today are left out and the rest is shown', async () => {
  const { organisation, id, name } = await seedSeen({
    states: [{ day: recently, score: 70, verdicts: { testing: 'partial', readme: 'pass' } }],
  })
  const { latestAuditId: auditId } = await db().repository.findUniqueOrThrow({ where: { githubId: id } })
  const roles = { application: { files: 3, lines: 90 }, test: 'many', docs: { files: 1, lines: 200 } }
  await db().audit.update({ where: { id: auditId ?? 0n }, data: { kind: 'blimp', roles } })
  const evidence = [
    { path: 'tests/test_app.py', line: 3, note: 'One test.' },
    { path: 'x.py', line: -1, note: 'No line.' },
    4,
  ]
  const snippet = { path: 'tests/test_app.py', language: 'python', code: 'def test(): ...' }
  await changeResults('testing', { evidence, fix: { summary: 'Test more.', snippet } })
  await changeResults('readme', { fix: { advice: 'of another time' } })
  await changeDetails((details) => ({
    ...details,
    kindEvidence: { not: 'a list' },
    limits: [{ kind: 'path', message: 'Too long.' }, 'x', { kind: 'path' }],
    projects: [
      { path: 'a', kind: 'cli', linesOfCode: 5, score: 50, coverage: 1, results: [{ id: 'retired' }] },
      { of: 'another time' },
    ],
    excerpts: [
      { path: 'a.py', line: 3, endLine: 3, start: 1, lines: ['x = 1'] },
      { path: 'b.py', lines: [] },
    ],
  }))
  const { audit } = await getRepository(organisation.login, name)
  expect(audit).toMatchObject({
    kind: 'none',
    kindEvidence: [],
    roles: [
      { role: 'docs', files: 1, lines: 200 },
      { role: 'application', files: 3, lines: 90 },
    ],
    limits: [{ kind: 'path', message: 'Too long.', paths: [] }],
    projects: [{ path: 'a', kind: 'cli', results: [] }],
    excerpts: [{ path: 'a.py', line: 3, endLine: 3, start: 1, lines: ['x = 1'] }],
  })
  expect(audit?.results).toMatchObject([
    {
      id: 'testing',
      evidence: [
        { path: 'tests/test_app.py', line: 3, note: 'One test.' },
        { path: 'x.py', note: 'No line.' },
      ],
      fix: { summary: 'Test more.', snippet: { code: 'def test(): ...' } },
    },
    { id: 'readme', fix: null },
  ])
  // The same, as it was stored before it was packed, and packed from there.
  await unpackDetails()
  await db().$executeRaw`update audits set projects = projects || '[7]' where id = ${auditId}`
  expect((await getRepository(organisation.login, name)).audit).toEqual(audit)
  expect(await packOldDetails()).toBeGreaterThan(0)
  expect(await packOldDetails()).toBe(0)
  expect(await db().result.count()).toBe(0)
  expect((await getRepository(organisation.login, name)).audit).toEqual(audit)
})

test('a repository without an audit says how its last check ended', async () => {
  const { organisation, id, name } = await seedSeen()
  expect(await getRepository(organisation.login, name)).toMatchObject({ audit: null, check: null })
  for (const [status, reason] of [
    ['failed', 'GitHub answered 502 three times.'],
    ['waiting', null],
  ] as const) {
    await db().scan.create({
      data: {
        organisationId: organisation.id,
        scope: 'repository',
        status: 'running',
        items: { create: { repositoryId: id, phase: 'head', status, reason } },
      },
    })
    expect(await getRepository(organisation.login, name)).toMatchObject({ audit: null, check: { status, reason } })
  }
})

test('only teams that the viewer may know of are named', async () => {
  const { organisation, id, name, access } = await seedSeen()
  await seedTeam(organisation.id, 'payments', [id])
  expect((await getRepository(organisation.login, name)).teams).toEqual([{ slug: 'payments', name: 'payments' }])
  vi.mocked(requireRepositoryAccess).mockResolvedValue({ ...access, repositoryIds: [] })
  expect((await getRepository(organisation.login, name)).teams).toEqual([])
})

test('a first audited commit is one before which there is none, not the first that is shown', async () => {
  const older = { day: dayBefore(700), score: 10, verdicts: { testing: 'fail' as const } }
  const old = { day: dayBefore(500), score: 20, verdicts: { testing: 'fail' as const } }
  const late = { day: recently, score: 70, verdicts: { testing: 'pass' as const } }
  const stepsOf = async (states: readonly PlannedState[]) => {
    const { organisation, name } = await seedSeen({ states })
    return (await getRepositoryHistory(organisation.login, name)).steps.map(({ day, commitBefore }) => [
      day,
      commitBefore,
    ])
  }
  expect(await stepsOf([older, old, late])).toEqual([[recently, '1'.padStart(40, '0')]])
  expect(await stepsOf([older, old])).toEqual([])
  expect(await stepsOf([late])).toEqual([[recently, null]])
})

test('the history carries a state on until the next one, and names what changed between which commits', async () => {
  const { organisation, name } = await seedSeen({
    states: [
      { day: dayBefore(300), score: 30, verdicts: { testing: 'fail', readme: 'pass' } },
      { day: dayBefore(100), score: 30, verdicts: { testing: 'fail', readme: 'pass' } },
      { day: recently, score: 70, verdicts: { testing: 'pass', readme: 'partial' }, rubricVersion: 'v2' },
    ],
  })
  const { points, steps, ruleChanges } = await getRepositoryHistory(organisation.login, name)
  expect(points).toHaveLength(13)
  expect(points[0]?.value).toBeNull()
  expect(points[6]?.value).toBe(30)
  expect(points.at(-1)?.value).toBe(70)
  expect(ruleChanges).toHaveLength(1)
  expect(steps).toMatchObject([
    {
      day: recently,
      commit: '2'.padStart(40, '0'),
      commitBefore: '1'.padStart(40, '0'),
      score: 70,
      scoreBefore: 30,
      rulesChanged: true,
      changes: [
        { characteristic: 'testing', from: 'fail', to: 'pass' },
        { characteristic: 'readme', from: 'pass', to: 'partial' },
      ],
    },
    { day: dayBefore(300), commitBefore: null, changes: [] },
  ])
})

test('a history is drawn by the days of its commits, within the range that is asked for', async () => {
  const { organisation, name } = await seedSeen({
    states: [
      { day: dayBefore(800), score: 1, verdicts: { testing: 'pass' } },
      { day: dayBefore(60), score: 10, verdicts: { testing: 'fail' } },
      { day: dayBefore(40), score: 10, verdicts: { testing: 'fail' } },
      { day: dayBefore(20), score: 30, verdicts: { testing: 'partial' }, rubricVersion: 'v2' },
    ],
  })
  const drawn = await getDrawnHistory(organisation.login, name, '90d')
  expect(drawn.points).toEqual([
    { day: dayBefore(91), value: 1 },
    { day: dayBefore(60), value: 10 },
    { day: dayBefore(20), value: 30 },
    { day: dayBefore(0), value: 30 },
  ])
  expect(drawn.ruleChanges).toEqual([dayBefore(20)])
  expect(drawn.steps.map(({ day, scoreBefore }) => [day, scoreBefore])).toEqual([
    [dayBefore(20), 10],
    [dayBefore(60), 1],
  ])
  expect(drawn.older).toBe(0)
  const past = await getDrawnHistory(organisation.login, name, `${dayBefore(70)}..${dayBefore(30)}`)
  expect(past.points.at(-1)).toEqual({ day: dayBefore(30), value: 10 })
  expect(past.steps).toHaveLength(1)
  const all = await getDrawnHistory(organisation.login, name, 'all')
  expect(all.points[0]).toEqual({ day: dayBefore(800), value: 1 })
  expect(all.steps.at(-1)).toMatchObject({ day: dayBefore(800), commitBefore: null })
})

test('the score is compared with those of 30 and 90 days ago, where the same rules judged', async () => {
  const { organisation, name } = await seedSeen({
    states: [
      { day: dayBefore(100), score: 20, rubricVersion: 'v1' },
      { day: dayBefore(45), score: 30, rubricVersion: 'v2' },
      { day: dayBefore(1), score: 37.5, rubricVersion: 'v2' },
    ],
  })
  expect(await getScoreChanges(organisation.login, name)).toEqual([
    { days: 30, points: 7.5, rejudged: false },
    { days: 90, points: null, rejudged: true },
  ])
  const fresh = await seedSeen({ states: [{ day: dayBefore(1), score: 50 }] })
  expect(await getScoreChanges(fresh.organisation.login, fresh.name)).toEqual([
    { days: 30, points: null, rejudged: false },
    { days: 90, points: null, rejudged: false },
  ])
})

test('a change just inside the year is compared with the audit before the year', async () => {
  const { organisation, name } = await seedSeen({
    states: [
      { day: dayBefore(800), score: 1, verdicts: { testing: 'pass' } },
      { day: dayBefore(700), score: 10, verdicts: { testing: 'fail' } },
      { day: recently, score: 20, verdicts: { testing: 'partial' } },
    ],
  })
  const { points, steps } = await getRepositoryHistory(organisation.login, name)
  expect(points[0]?.value).toBe(10)
  expect(steps[0]).toMatchObject({ day: recently, scoreBefore: 10, changes: [{ from: 'fail', to: 'partial' }] })
})

test('a change names the commit that was found for it, and one by the rules of today is being looked for', async () => {
  const { organisation, id, name } = await seedSeen({
    states: [
      { day: dayBefore(90), score: 10, verdicts: { testing: 'pass', readme: 'fail' } },
      { day: dayBefore(60), score: 20, verdicts: { testing: 'fail', readme: 'fail' }, rubricVersion: 'v2' },
      { day: dayBefore(30), score: 30, verdicts: { testing: 'partial', readme: 'pass' }, rubricVersion: 'v2' },
      { day: recently, score: 40, verdicts: { testing: 'unknown', readme: 'partial' }, rubricVersion: 'v2' },
    ],
  })
  const [before, after] = ['1', '2'].map((index) => index.padStart(40, '0')) as [string, string]
  await db().attribution.create({
    data: { ...attribution(id, before, after), fromVerdict: 'fail', toVerdict: 'pass' },
  })
  // Found when the audit was by other rules, which saw another change.
  await db().attribution.create({
    data: { ...attribution(id, before, after), characteristic: 'testing', fromVerdict: 'pass', toVerdict: 'partial' },
  })
  const { steps } = await getRepositoryHistory(organisation.login, name)
  expect(steps.map(({ changes }) => changes)).toEqual([
    [
      { characteristic: 'testing', from: 'partial', to: 'unknown', cause: null, isSought: false },
      { characteristic: 'readme', from: 'pass', to: 'partial', cause: null, isSought: true },
    ],
    [
      { characteristic: 'testing', from: 'fail', to: 'partial', cause: null, isSought: true },
      {
        characteristic: 'readme',
        from: 'fail',
        to: 'pass',
        isSought: false,
        cause: {
          precision: 'exact',
          commit: 'c'.repeat(40),
          lastCommit: before,
          headline: 'Say what it is',
          authorLogin: 'ada',
          authorName: 'Ada',
          pull: { number: 12, title: 'A README', mergedByLogin: 'grace' },
        },
      },
    ],
    [{ characteristic: 'testing', from: 'pass', to: 'fail', cause: null, isSought: false }],
    [],
  ])
})

function attribution(repositoryId: bigint, commitBefore: string, commitAfter: string) {
  return {
    repositoryId,
    characteristic: 'readme',
    commitBefore,
    commitAfter,
    precision: 'exact',
    commit: 'c'.repeat(40),
    lastCommit: commitBefore,
    committedAt: new Date(`${dayBefore(40)}T00:00:00Z`),
    headline: 'Say what it is',
    authorLogin: 'ada',
    authorName: 'Ada',
    pullNumber: 12,
    pullTitle: 'A README',
    mergedByLogin: 'grace',
  }
}
