import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyReport } from '@/e2e/scans/scan-world'
import { packRecord, unpackRecord } from '@/lib/audit/packed-records'
import { emptyRecord } from '@/lib/python/empty'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { findDueRepositories } from './due-repositories'
import { storedDetails, unpackDetails } from './fixtures/stored-details'
import { findModuleRecords, storeModuleRecords } from './module-records'
import { checkReadiness } from './readiness'
import { reuseAudit, storeAudit } from './store-audit'
import { storeRepositoryNow } from './store-listing'
import { StoredExcerpts } from './stored-report'

const ORGANISATION = 100n
const API = 1n
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
  await db().organisation.create({ data: { githubId: ORGANISATION, login: 'hangar' } })
  await list('head')
})

test('an audit is stored once, with its results, however often it comes', async () => {
  const first = await store('head', '2025-05-05T10:00:00Z')
  const second = await store('head', '2025-05-05T10:00:00Z')
  expect([first.isNew, second.isNew]).toEqual([true, false])
  expect(second.auditId).toBe(first.auditId)
  expect((await storedDetails(first.auditId)).results).toHaveLength(1)
  expect(await db().auditDetails.count()).toBe(1)
})

test('two workers that store the same audit at once store it once', async () => {
  const both = await Promise.all([store('head', '2025-05-05T10:00:00Z'), store('head', '2025-05-05T10:00:00Z')])
  expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true])
  expect(await db().audit.count()).toBe(1)
})

test('only the audit of the head becomes the latest', async () => {
  const { auditId } = await store('head', '2025-05-05T10:00:00Z')
  await store('older', '2025-04-01T10:00:00Z')
  expect(await latest()).toBe(auditId)
  await list('newer')
  const newer = await store('newer', '2025-06-01T10:00:00Z')
  expect(await latest()).toBe(newer.auditId)
})

test('an audit that is known already is taken up again when the head returns to its commit', async () => {
  const { auditId } = await store('older', '2025-04-01T10:00:00Z')
  await list('older')
  expect(await reuseAudit(API, 'older', 'r1')).toBe(true)
  expect(await latest()).toBe(auditId)
  expect(await reuseAudit(API, 'older', 'r2')).toBe(false)
})

test('code is kept of the latest audit alone: not of an earlier month, and not of the head before', async () => {
  const first = await store('head', '2025-05-05T10:00:00Z')
  await store('older', '2025-04-01T10:00:00Z')
  expect(await withExcerpts()).toEqual([first.auditId])
  await list('newer')
  const newer = await store('newer', '2025-06-01T10:00:00Z')
  expect(await withExcerpts()).toEqual([newer.auditId])
})

test('an audit that was stored before details were packed is packed when it is the head once more, and others lose their code', async () => {
  const first = await store('head', '2025-05-05T10:00:00Z')
  await list('newer')
  const newer = await store('newer', '2025-06-01T10:00:00Z')
  const stored = await storedDetails(newer.auditId)
  await unpackDetails()
  expect(await withExcerpts()).toEqual([newer.auditId])
  await list('head')
  expect((await store('head', '2025-05-05T10:00:00Z')).isNew).toBe(false)
  expect(await withExcerpts()).toEqual([first.auditId])
  expect(await db().auditDetails.findMany({ select: { auditId: true } })).toEqual([{ auditId: first.auditId }])
  expect(await db().result.count({ where: { auditId: first.auditId } })).toBe(0)
  expect(await storedDetails(newer.auditId)).toEqual({ ...stored, excerpts: [] })
})

test('an audit is stored together with the count of its scan, or not at all', async () => {
  const { id: scanId } = await db().scan.create({
    data: {
      organisationId: ORGANISATION,
      scope: 'organisation',
      status: 'running',
      items: { create: { repositoryId: API, phase: 'head', status: 'running' } },
    },
  })
  await db().$executeRaw`alter table scan_items add constraint uncounted check (audits_stored = 0)`
  await expect(store('head', '2025-05-05T10:00:00Z', scanId)).rejects.toThrow('uncounted')
  expect(await db().audit.count()).toBe(0)
  await db().$executeRaw`alter table scan_items drop constraint uncounted`
  await store('head', '2025-05-05T10:00:00Z', scanId)
  await store('head', '2025-05-05T10:00:00Z', scanId)
  expect(await db().scanItem.findMany({ where: { scanId } })).toMatchObject([{ auditsStored: 1 }])
})

test('the last commit of a day stands for it, in whatever order the audits come', async () => {
  const evening = await store('evening', '2025-05-05T20:00:00Z')
  await store('morning', '2025-05-05T08:00:00Z')
  await store('yesterday', '2025-05-04T23:59:59Z')
  const days = await db().repositoryDay.findMany({ orderBy: { day: 'asc' } })
  expect(days.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(['2025-05-04', '2025-05-05'])
  expect(days[1]).toMatchObject({ auditId: evening.auditId, score: 50, verdicts: { readme: 'partial' } })
})

test('a report with text that Postgres refuses is stored with replacements', async () => {
  const { auditId } = await store('head', '2025-05-05T10:00:00Z')
  const audit = await db().audit.findUniqueOrThrow({ where: { id: auditId } })
  expect(audit.kindReason).toBe('It is a test.\ufffd')
  const { results, excerpts } = await storedDetails(auditId)
  expect(results).toMatchObject([{ message: 'Half of it \ufffd.', fix: null }])
  expect(excerpts).toMatchObject([{ lines: ['# Hangar \ufffd'] }])
})

test('a repository is due when its tree or the rules changed, and one that does not count is never', async () => {
  await list('fork', 2n, { isFork: true })
  await list('archived', 3n, { isArchived: true })
  expect(await due('r1')).toEqual({ head: [API], history: [API], unchanged: 0, knownHeads: 0 })

  await store('head', '2025-05-05T10:00:00Z')
  await db().repository.updateMany({ data: { backfilledAt: new Date() } })
  expect(await due('r1')).toEqual({ head: [], history: [], unchanged: 1, knownHeads: 1 })
  expect((await due('r2')).head).toContain(API)
  await list('newer')
  expect((await due('r1')).head).toContain(API)
})

test('records of modules are found by blob and engine only', async () => {
  const record = emptyRecord('e1', 'syntax', 'nul \0')
  await storeModuleRecords('e1', new Map([['a'.repeat(40), packRecord(record)]]))
  await storeModuleRecords('e1', new Map([['a'.repeat(40), packRecord({ ...record, header: 'other' })]]))
  const found = await findModuleRecords('e1', ['a'.repeat(40), 'b'.repeat(40)])
  expect([...found.values()].map(unpackRecord)).toEqual([record])
  expect(await findModuleRecords('e2', ['a'.repeat(40)])).toEqual(new Map())
})

test('more records than one statement takes are all kept', async () => {
  const records = new Map(
    Array.from({ length: 230 }, (_, index) => [
      index.toString(16).padStart(40, '0'),
      new Uint8Array(index < 3 ? 200_000 : 10).fill(index),
    ]),
  )
  await storeModuleRecords('e3', records)
  expect(await findModuleRecords('e3', [...records.keys()])).toEqual(records)
})

test('a server is ready with its tables and its queue, and says what is missing', async () => {
  expect(await checkReadiness()).toEqual({ database: 'ok', migrations: 'ok', queue: 'ok' })
  await db().$executeRaw`alter schema graphile_worker rename to elsewhere`
  expect(await checkReadiness()).toEqual({ database: 'ok', migrations: 'ok', queue: 'unavailable' })
  await db().$executeRaw`alter schema elsewhere rename to graphile_worker`
})

function store(commit: string, at: string, scanId?: bigint) {
  const committedAt = new Date(at)
  const excerpts = [{ path: 'README.md', line: 1, endLine: 1, start: 1, lines: ['# Hangar \0'] }]
  const report = { ...emptyReport('r1', { repository: 'hangar/api', commit, committedAt }), excerpts }
  const audit = { repositoryId: API, commit, tree: `tree of ${commit}`, committedAt, durationMs: 1.6, report }
  return storeAudit(scanId ? { ...audit, countedBy: { scanId, repositoryId: API, phase: 'head' } } : audit)
}

async function list(commit: string, githubId = API, flags: { isFork?: boolean; isArchived?: boolean } = {}) {
  await storeRepositoryNow(ORGANISATION, {
    githubId,
    name: `r${githubId}`,
    description: null,
    isPrivate: false,
    isArchived: false,
    isFork: false,
    language: null,
    languages: [],
    pushedAt: new Date(Number(1000n - githubId)),
    defaultBranch: 'main',
    head: { commit, tree: `tree of ${commit}` },
    ...flags,
  })
}

function due(rubricVersion: string) {
  return findDueRepositories(ORGANISATION, rubricVersion, [API, 2n, 3n])
}

async function withExcerpts() {
  const audits = await db().audit.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  const details = await Promise.all(audits.map(({ id }) => storedDetails(id)))
  return audits.flatMap(({ id }, at) => (StoredExcerpts.parse(details[at]?.excerpts).length > 0 ? [id] : []))
}

async function latest() {
  return (await db().repository.findUniqueOrThrow({ where: { githubId: API } })).latestAuditId
}
