import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyReport } from '@/e2e/scans/scan-world'
import type { AuditReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { categoryScores, coverage, totalScore, verdictScore } from '@/lib/checks/score'
import { STANDARD_WEIGHTS, type Weights, weighResults } from '@/lib/checks/weights'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { readBestFixes } from './best-fixes'
import { db } from './db'
import { accessTo } from './fixtures/organisation'
import { unpackDetails } from './fixtures/stored-details'
import { pruneRecords } from './prune-records'
import { readRepositoryDetail } from './repository'
import { moveRepository } from './repository-changes'
import { storeAudit } from './store-audit'
import { storeRepositoryNow } from './store-listing'
import { storeWeights } from './store-weights'
import { readWeights } from './stored-weights'
import { previewWeights } from './weights-preview'

const HANGAR = { id: 100n, login: 'hangar' }
const DEPOT = { id: 200n, login: 'depot' }
const API = 1n
const SITE = 2n
const OTHER = 3n
const OWNER = { organisationId: HANGAR.id, viewerId: 7n }
/** Documentation alone counts, and of it the README most. */
const OWN = weigh({ readme: 8, docstrings: 2, 'api-docs': 0 })
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().organisation.deleteMany()
  await db().organisation.create({ data: { githubId: HANGAR.id, login: HANGAR.login } })
  await db().organisation.create({ data: { githubId: DEPOT.id, login: DEPOT.login } })
  await list(HANGAR.id, API, 'api')
  await list(HANGAR.id, SITE, 'site')
  await list(DEPOT.id, OTHER, 'other')
})

const GOOD_README = { readme: 'pass', docstrings: 'fail', testing: 'fail', 'ci-cd': 'unknown' } as const
const GOOD_TESTS = { readme: 'fail', docstrings: 'pass', testing: 'pass', 'ci-cd': 'partial' } as const

test('other weights count the latest audits, those of the past and each day anew, and going back brings all of it back', async () => {
  await store(API, 'old', '2026-01-05', GOOD_TESTS)
  await store(API, 'head', '2026-02-05', GOOD_README)
  await store(OTHER, 'head', '2026-02-05', GOOD_README)
  const before = await figures(API)
  const elsewhere = await figures(OTHER)
  expect(before.map(({ score }) => score)).not.toEqual([20, 80])

  expect(await storeWeights(OWNER, OWN)).toBe(true)
  const after = await figures(API)
  expect(after.map(({ score, coverage: share }) => [score, share])).toEqual([
    [20, 1],
    [80, 1],
  ])
  expect(after.map(({ categories }) => categories)).toMatchObject([
    { documentation: 20, maintainability: null },
    { documentation: 80, maintainability: null },
  ])
  expect(await days(API)).toEqual(after)
  expect(await figures(OTHER)).toEqual(elsewhere)
  expect(await readWeights(HANGAR.id)).toMatchObject({ weights: OWN, isOwn: true, since: expect.any(Date) })

  expect(await storeWeights(OWNER, null)).toBe(true)
  expect(await figures(API)).toEqual(before)
  expect(await days(API)).toEqual(before)
  expect(await readWeights(HANGAR.id)).toEqual({ weights: STANDARD_WEIGHTS, isOwn: false, since: null })
})

test('weights that are the standard ones are none of its own, and saving the same twice changes nothing', async () => {
  expect(await storeWeights(OWNER, STANDARD_WEIGHTS)).toBe(false)
  expect(await storeWeights(OWNER, OWN)).toBe(true)
  expect(await storeWeights(OWNER, { ...OWN })).toBe(false)
  expect(await storeWeights(OWNER, STANDARD_WEIGHTS)).toBe(true)
  expect(await readWeights(HANGAR.id)).toMatchObject({ isOwn: false })
})

test('a characteristic that is newer than the choice has the standard weight', async () => {
  await db().$executeRaw`
    update organisations set weights = '{"testing": 9, "long-gone": 4}', weights_since = now() where github_id = ${HANGAR.id}`
  expect((await readWeights(HANGAR.id)).weights).toEqual({ ...STANDARD_WEIGHTS, testing: 9 })
})

test('an audit that comes later is scored by the weights that hold, as is what a page reads of it', async () => {
  await storeWeights(OWNER, OWN)
  await store(API, 'head', '2026-02-05', GOOD_README, true)
  expect(await figures(API)).toMatchObject([{ score: 80, categories: { documentation: 80 } }])
  expect(await days(API)).toMatchObject([{ score: 80 }])
  const { audit } = await readRepositoryDetail(access())
  expect(audit).toMatchObject({ score: 80, hasOwnWeights: true })
  expect(audit?.results.map(({ id, weight }) => [id, weight])).toEqual([
    ['testing', 0],
    ['ci-cd', 0],
    ['readme', 8],
    ['docstrings', 2],
  ])
  expect(audit?.projects).toMatchObject([{ path: 'a', score: 80, coverage: 1 }])
  expect(audit?.projects[0]?.results.find(({ id }) => id === 'readme')?.weight).toBe(8)

  await storeWeights(OWNER, null)
  const standard = await readRepositoryDetail(access())
  expect(standard.audit?.hasOwnWeights).toBe(false)
  expect(standard.audit?.score).toBe(totalScore(standard.audit?.results ?? []))
  expect(standard.audit?.results.find(({ id }) => id === 'readme')?.weight).toBe(STANDARD_WEIGHTS.readme)
})

test('a mean over projects counts as such long after its details were dropped', async () => {
  const results = resultsOf({ readme: 'pass', docstrings: 'fail' }).map((each) =>
    each.id === 'readme' ? { ...each, score: 0.85 } : { ...each, score: 0.1 },
  )
  await storeReport(API, 'old', '2026-01-05', reportOf(results))
  await store(API, 'head', '2026-02-05', GOOD_README)
  await db().audit.updateMany({ data: { auditedAt: new Date(Date.now() - 31 * 86_400_000) } })
  await pruneRecords('e1')
  expect(await db().audit.count({ where: { hasDetails: false } })).toBe(1)
  await storeWeights(OWNER, OWN)
  expect((await figures(API))[0]?.score).toBe(70)
  expect(totalScore(weighResults(results, OWN))).toBe(70)
})

test('an audit that is counted with its means once it comes again tells that figures are others', async () => {
  const results = resultsOf({ readme: 'pass', docstrings: 'fail' }).map((each) =>
    each.id === 'readme' ? { ...each, score: 0.85 } : each,
  )
  await storeReport(API, 'old', '2026-01-05', reportOf(results))
  await store(API, 'head', '2026-02-05', GOOD_README)
  await db().audit.updateMany({ where: { commit: 'old' }, data: { hasDetails: false, meanScores: {} } })
  await storeWeights(OWNER, OWN)
  const before = [await db().stateChange.count(), (await figures(API))[0]?.score]
  await storeReport(API, 'old', '2026-01-05', reportOf(results))
  expect(before).toEqual([expect.any(Number), 80])
  expect([await db().stateChange.count(), (await figures(API))[0]?.score]).toEqual([Number(before[0]) + 1, 68])
})

test('means over projects of audits from before they were kept come from their results', async () => {
  const results = resultsOf({ readme: 'pass', docstrings: 'fail', testing: 'partial' }).map((each) =>
    each.id === 'readme' ? { ...each, score: 0.85 } : each,
  )
  await storeReport(API, 'head', '2026-02-05', reportOf(results))
  await store(SITE, 'head', '2026-02-05', GOOD_README)
  await unpackDetails()
  await db().audit.updateMany({ data: { meanScores: {} } })
  const migration = readFileSync('prisma/migrations/20261128120100_weights/migration.sql', 'utf8')
  await db().$executeRawUnsafe(/^UPDATE "audits"[^;]+/m.exec(migration)?.[0] ?? '')
  const kept = await db().audit.findMany({ orderBy: { repositoryId: 'asc' }, select: { meanScores: true } })
  expect(kept).toEqual([{ meanScores: { readme: 0.85 } }, { meanScores: {} }])
})

test('audits that are stored while weights change are all counted by those that hold at last', async () => {
  await store(API, 'first', '2026-01-01', GOOD_README)
  const at = (day: number) => `2026-02-${String(day).padStart(2, '0')}`
  const storing = Array.from({ length: 24 }, (_, day) =>
    store(day % 2 === 0 ? API : SITE, `c${day}`, at(day + 1), day % 3 === 0 ? GOOD_TESTS : GOOD_README),
  )
  const changing = [OWN, weigh({ testing: 1 }), null, weigh({ readme: 1, testing: 2 })].map((weights) =>
    storeWeights(OWNER, weights),
  )
  await Promise.all([...storing, ...changing])
  const { weights } = await readWeights(HANGAR.id)
  for (const [id, count] of [
    [API, 13],
    [SITE, 12],
  ] as const) {
    const found = await figures(id)
    expect(found).toHaveLength(count)
    for (const { verdicts, ...rest } of found) expect(rest).toEqual(scoredBy(weights, verdicts))
    expect(await days(id)).toEqual(found)
  }
})

test.each([
  ['is listed by', (to: bigint) => list(to, API, 'api')],
  ['is known to have gone to', (to: bigint) => moveRepository(API, to)],
])('a repository that %s another organisation is counted by the weights there', async (_, move) => {
  await store(API, 'old', '2026-01-05', GOOD_TESTS)
  await store(API, 'head', '2026-02-05', GOOD_README)
  const standard = await figures(API)
  await storeWeights({ ...OWNER, organisationId: DEPOT.id }, OWN)
  await move(DEPOT.id)
  expect((await figures(API)).map(({ score }) => score)).toEqual([20, 80])
  expect((await days(API)).map(({ score }) => score)).toEqual([20, 80])
  await move(HANGAR.id)
  expect(await figures(API)).toEqual(standard)
})

test('an audit that comes while weights are being changed holds nobody up, and is counted by them', async () => {
  const changing = `select pg_advisory_xact_lock(hashtext('airworthy weights'), ${HANGAR.id});
    update organisations set weights = '${JSON.stringify(OWN)}', weights_since = now() where github_id = ${HANGAR.id}`
  const { storing } = await inTransaction(changing, async () => {
    const begun = store(API, 'head', '2026-02-05', GOOD_README)
    await expect.poll(asked).toBe(true)
    await db().$transaction([
      db().$executeRaw`set local lock_timeout = '3s'`,
      db().$executeRaw`update repositories set head_commit = 'pushed' where github_id = ${API}`,
    ])
    expect(await waiting()).toBe(0)
    return { storing: begun }
  })
  expect(await storing).toMatchObject({ isNew: true })
  expect(await figures(API)).toMatchObject([{ score: 80 }])
})

/** Another connection that has done this and not ended its transaction; it ends whatever becomes of the test. */
async function inTransaction<T>(statements: string, work: () => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  try {
    await other.query(`begin; ${statements}`)
    const result = await work()
    await other.query('commit')
    return result
  } finally {
    await other.end()
  }
}

/** Whether anybody has asked for the weights to stay as they are since the oldest transaction began. */
async function asked(): Promise<boolean> {
  const statement = '%advisory_xact_lock_shared%'
  const [row] = await db().$queryRaw<[{ asked: boolean }]>`
    select count(*) > 0 as asked from pg_stat_activity where datname = current_database() and query like ${statement}
      and query_start > (
        select min(xact_start) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction')`
  return row.asked
}

test('weights that change while a repository arrives count it, too', async () => {
  await store(API, 'head', '2026-02-05', GOOD_README)
  await storeWeights({ ...OWNER, organisationId: DEPOT.id }, OWN)
  const changed = weigh({ testing: 1, readme: 3 })
  // It arrives as soon as its audits can be counted by the weights that it found.
  const { both } = await inTransaction(`select 1 from audits where repository_id = ${API} for update`, async () => {
    const arriving = list(DEPOT.id, API, 'api')
    await expect.poll(waiting).toBe(1)
    const changing = storeWeights({ ...OWNER, organisationId: DEPOT.id }, changed)
    await Promise.race([changing, expect.poll(waiting).toBe(2)])
    return { both: Promise.all([arriving, changing]) }
  })
  await both
  expect((await figures(API))[0]?.score).toBe(scoredBy(changed, GOOD_README).score)
})

test('a preview tells means, ready ones and who moves most, and stores nothing', async () => {
  await store(API, 'head', '2026-02-05', GOOD_README)
  await store(SITE, 'head', '2026-02-05', GOOD_TESTS)
  const before = [await figures(API), await figures(SITE)]
  const [api = 0, site = 0] = before.map(([latest]) => latest?.score ?? 0)
  const preview = await previewWeights(accessTo(HANGAR, [API, SITE]), weigh({ readme: 1 }))
  expect(preview).toMatchObject({
    repositories: 2,
    before: { score: (api + site) / 2, scored: 2, ready: 0 },
    after: { score: 50, scored: 2, ready: 0, distribution: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
    gained: [{ name: 'api', before: api, after: 100 }],
    lost: [{ name: 'site', before: site, after: 0 }],
    gainedCount: 1,
    lostCount: 1,
  })
  expect([await figures(API), await figures(SITE)]).toEqual(before)
})

test('a preview counts a score where the scorecard does: by the number that is shown', async () => {
  await store(API, 'head', '2026-02-05', {
    ...{ readme: 'pass', docstrings: 'pass', testing: 'pass', 'code-style': 'pass' },
    'ci-cd': 'fail',
  })
  const weights = weigh({ readme: 10, docstrings: 10, testing: 10, 'code-style': 5, 'ci-cd': 9 })
  const { after } = await previewWeights(accessTo(HANGAR, [API]), weights)
  expect(after.score).toBe(79.5)
  expect(after.distribution).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
})

test('a preview holds the bar for ready against the score that there would be', async () => {
  await store(API, 'head', '2026-02-05', { readme: 'pass', docstrings: 'fail' })
  const { before, after } = await previewWeights(accessTo(HANGAR, [API]), OWN)
  expect([before.ready, after.ready]).toEqual([0, 1])
})

test('a preview tells nothing of what the viewer may not see', async () => {
  await store(API, 'head', '2026-02-05', GOOD_README)
  await store(SITE, 'head', '2026-02-05', GOOD_TESTS)
  const preview = await previewWeights(accessTo(HANGAR, [SITE]), weigh({ readme: 1 }))
  expect(preview).toMatchObject({ repositories: 1, before: { scored: 1 }, after: { score: 0 }, gained: [] })
})

test('the best fixes are told by the weights, and what has none is no fix', async () => {
  await store(API, 'head', '2026-02-05', GOOD_README)
  await store(SITE, 'head', '2026-02-05', GOOD_TESTS)
  await storeWeights(OWNER, OWN)
  const fixes = await readBestFixes(accessTo(HANGAR, [API, SITE]))
  expect(fixes.map(({ id, lift }) => [id, lift])).toEqual([
    ['readme', 40],
    ['docstrings', 10],
  ])
})

test('the audit log tells the weights that are others, before and after', async () => {
  await db().user.create({ data: { githubId: OWNER.viewerId, login: 'ada' } })
  await storeWeights(OWNER, { ...STANDARD_WEIGHTS, readme: 9 })
  expect(await db().loggedChange.findMany()).toMatchObject([
    {
      action: 'weights-changed',
      personLogin: 'ada',
      before: { readme: STANDARD_WEIGHTS.readme, hasOwnWeights: false },
      after: { readme: 9, hasOwnWeights: true },
    },
  ])
})

function weigh(some: Partial<Weights>): Weights {
  const none = Object.fromEntries(Object.keys(STANDARD_WEIGHTS).map((id) => [id, 0])) as Weights
  return { ...none, ...some }
}

function access() {
  return { ...accessTo(HANGAR, [API]), repositoryId: API, repositoryName: 'api', administers: false, mayWrite: false }
}

type Verdicts = Partial<Record<CharacteristicId, Verdict>>

function resultsOf(verdicts: Verdicts): AuditReport['results'] {
  return (Object.keys(verdicts) as CharacteristicId[]).map((id) => {
    const { category, weight } = requireCheck(id)
    const verdict = verdicts[id] ?? 'unknown'
    return { id, category, weight, verdict, score: verdictScore(verdict), message: '', evidence: [], fix: null }
  })
}

function reportOf(results: AuditReport['results'], hasProject = false): AuditReport {
  const report = emptyReport('r1', { repository: 'hangar/api', commit: 'c', committedAt: new Date(0) })
  const figures = { score: totalScore(results), coverage: coverage(results), results }
  const project = {
    ...figures,
    path: 'a',
    kind: 'cli',
    kindReason: '',
    linesOfCode: 1,
    excludedLines: 0,
    override: null,
  }
  return {
    ...report,
    ...figures,
    categories: categoryScores(results),
    projects: hasProject ? [{ ...project, kind: 'cli' as const }] : [],
  }
}

function store(repositoryId: bigint, commit: string, day: string, verdicts: Verdicts, hasProject = false) {
  return storeReport(repositoryId, commit, day, reportOf(resultsOf(verdicts), hasProject))
}

function storeReport(repositoryId: bigint, commit: string, day: string, report: AuditReport) {
  const committedAt = new Date(`${day}T10:00:00Z`)
  return storeAudit({ repositoryId, commit, tree: `tree of ${commit}`, committedAt, durationMs: 1, report })
}

function scoredBy(weights: Weights, verdicts: Verdicts) {
  const results = weighResults(resultsOf(verdicts), weights)
  return { score: totalScore(results), coverage: coverage(results), categories: categoryScores(results) }
}

/** How many connections wait for a lock of another one. */
async function waiting(): Promise<number> {
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return row.count
}

/** Of each audit, the oldest first. */
async function figures(repositoryId: bigint) {
  const audits = await db().audit.findMany({ where: { repositoryId }, orderBy: { committedAt: 'asc' } })
  return audits.map(({ score, coverage: share, categories, verdicts }) => ({
    score,
    coverage: share,
    categories,
    verdicts: verdicts as Verdicts,
  }))
}

async function days(repositoryId: bigint) {
  const rows = await db().repositoryDay.findMany({ where: { repositoryId }, orderBy: { day: 'asc' } })
  return rows.map(({ score, coverage: share, categories, verdicts }) => ({
    score,
    coverage: share,
    categories,
    verdicts: verdicts as Verdicts,
  }))
}

function list(organisationId: bigint, githubId: bigint, name: string): Promise<void> {
  return storeRepositoryNow(organisationId, {
    githubId,
    name,
    description: null,
    isPrivate: false,
    isArchived: false,
    isFork: false,
    language: 'Python',
    languages: ['Python'],
    pushedAt: null,
    defaultBranch: 'main',
    head: { commit: 'head', tree: 'tree of head' },
  })
}
