import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyReport } from '@/e2e/scans/scan-world'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { storedDetails, unpackDetails } from './fixtures/stored-details'
import { storeModuleRecords } from './module-records'
import { pruneRecords } from './prune-records'
import { reuseAudit, storeAudit } from './store-audit'

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
  await db().repository.create({
    data: {
      githubId: API,
      organisationId: ORGANISATION,
      name: 'api',
      isPrivate: false,
      isArchived: false,
      isFork: false,
    },
  })
})

test('an old audit keeps its verdicts for the trends and loses its details, unless it is the latest', async () => {
  const before = await audit('before', '2025-04-01')
  const head = await audit('head', '2025-05-05')
  const young = await audit('young', '2025-03-01')
  await age(before, head)
  await pruneRecords('e1')
  expect(await resultsOf(before)).toBe(0)
  expect(await resultsOf(head)).toBe(1)
  expect(await resultsOf(young)).toBe(1)
  expect(await db().audit.findUniqueOrThrow({ where: { id: before } })).toMatchObject({
    hasDetails: false,
    score: 50,
    verdicts: { readme: 'partial' },
  })
  expect(await db().repositoryDay.count()).toBe(3)
})

test('details that were stored before they were packed are dropped of old audits and packed of the others', async () => {
  const before = await audit('before', '2025-04-01')
  const head = await audit('head', '2025-05-05')
  const stored = await storedDetails(head)
  await unpackDetails()
  expect(await db().result.count()).toBe(2)
  await age(before, head)
  await pruneRecords('e1')
  expect([await db().result.count(), await db().auditDetails.count()]).toEqual([0, 1])
  expect(await resultsOf(before)).toBe(0)
  expect(await storedDetails(head)).toEqual(stored)
})

test('a head that returns to a commit of long ago is audited again and shown with everything', async () => {
  const before = await audit('before', '2025-04-01')
  await audit('head', '2025-05-05')
  await age(before)
  await pruneRecords('e1')
  await moveHead('before')
  expect(await reuseAudit(API, 'before', 'r1')).toBe(false)
  expect(await audit('before', '2025-04-01')).toBe(before)
  expect(await resultsOf(before)).toBe(1)
  expect(await db().repository.findUniqueOrThrow({ where: { githubId: API } })).toMatchObject({ latestAuditId: before })
  expect(await reuseAudit(API, 'before', 'r1')).toBe(true)
})

test('scans that are long over go, but the last one of each organisation stays', async () => {
  const longAgo = new Date(Date.now() - 40 * 86_400_000)
  const scan = (scope: string, status: string, startedAt: Date) =>
    db().scan.create({
      data: {
        organisationId: ORGANISATION,
        scope,
        status,
        startedAt,
        items: { create: { repositoryId: API, phase: 'head', status } },
      },
      select: { id: true },
    })
  await scan('organisation', 'done', longAgo)
  await scan('repository', 'failed', longAgo)
  const kept = [
    await scan('organisation', 'done', longAgo),
    await scan('repository', 'running', longAgo),
    await scan('repository', 'done', new Date()),
  ]
  await pruneRecords('e1')
  expect(await db().scan.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual(kept)
  expect(await db().scanItem.count()).toBe(3)
})

test('records of modules go with the engine that made them, and when they are old', async () => {
  await storeModuleRecords('e0', new Map([['a', new Uint8Array(1)]]))
  await storeModuleRecords(
    'e1',
    new Map([
      ['a', new Uint8Array(1)],
      ['b', new Uint8Array(1)],
    ]),
  )
  await pruneRecords('e1')
  expect(await db().moduleRecord.count()).toBe(3)
  await db().$executeRaw`update module_records set stored_at = now() - interval '8 days'`
  await db().$executeRaw`update module_records set stored_at = now() - interval '181 days' where blob = 'b'`
  await pruneRecords('e1')
  expect(await db().moduleRecord.findMany({ select: { blob: true, engine: true } })).toEqual([
    { blob: 'a', engine: 'e1' },
  ])
})

test('accounts that nobody uses and jobs that failed for good go after a week', async () => {
  const account = (key: string, days: number) =>
    db().rateBudget.create({ data: { key, resource: 'core', updatedAt: new Date(Date.now() - days * 86_400_000) } })
  await account('user:1', 8)
  await account('user:2', 6)
  await db()
    .$executeRaw`select graphile_worker.add_job('audit-head', max_attempts => 1, job_key => k) from unnest(array['old', 'new', 'waits']) k`
  await db().$executeRaw`update graphile_worker._private_jobs set attempts = 1 where key <> 'waits'`
  await db()
    .$executeRaw`update graphile_worker._private_jobs set updated_at = now() - interval '8 days' where key <> 'new'`
  await pruneRecords('e1')
  expect((await db().rateBudget.findMany()).map(({ key }) => key)).toEqual(['user:2'])
  expect(await db().$queryRaw`select key from graphile_worker.jobs order by key`).toEqual([
    { key: 'new' },
    { key: 'waits' },
  ])
})

test('names of queues go when nothing stands in them or is being done', async () => {
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db()
    .$executeRaw`select graphile_worker.add_job('audit-head', queue_name => q, job_key => q) from unnest(array['empty', 'full', 'busy']) q`
  await db().$executeRaw`delete from graphile_worker._private_jobs where key <> 'full'`
  await db().$executeRaw`
    update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'pool-1' where queue_name = 'busy'`
  await pruneRecords('e1')
  expect(await db().$queryRaw`select queue_name from graphile_worker._private_job_queues order by 1`).toEqual([
    { queue_name: 'busy' },
    { queue_name: 'full' },
  ])
})

test('a job that is being added while names of queues go is still done', async () => {
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db().$executeRaw`insert into graphile_worker._private_job_queues (queue_name) values ('late')`
  let pruned: Promise<void> | undefined
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`select graphile_worker.add_job('audit-head', queue_name => 'late', job_key => 'late')`
    pruned = pruneRecords('e1')
    await expect
      .poll(() => db().$queryRaw`select 1 as one from pg_locks where not granted and mode = 'ShareRowExclusiveLock'`)
      .toEqual([{ one: 1 }])
  })
  await pruned
  const [left] = await db().$queryRaw<unknown[]>`
    select q.queue_name from graphile_worker._private_jobs j
    join graphile_worker._private_job_queues q on q.id = j.job_queue_id`
  expect(left).toEqual({ queue_name: 'late' })
})

async function audit(commit: string, day: string): Promise<bigint> {
  if (commit === 'head') await moveHead('head')
  const committedAt = new Date(day)
  const report = emptyReport('r1', { repository: 'hangar/api', commit, committedAt })
  return (await storeAudit({ repositoryId: API, commit, tree: commit, committedAt, durationMs: 1, report })).auditId
}

async function moveHead(headCommit: string): Promise<void> {
  await db().repository.update({ where: { githubId: API }, data: { headCommit } })
}

async function age(...ids: bigint[]): Promise<void> {
  await db().audit.updateMany({
    where: { id: { in: ids } },
    data: { auditedAt: new Date(Date.now() - 31 * 86_400_000) },
  })
}

function resultsOf(auditId: bigint): Promise<number> {
  return storedDetails(auditId).then(({ results }) => results.length)
}

test('tokens of the API that ended long ago and counts of past minutes go, what is of use stays', async () => {
  await db().user.create({ data: { githubId: 9n, login: 'ada' } })
  const day = 86_400_000
  for (const [name, days] of [
    ['long over', -91],
    ['over', -89],
    ['in use', 30],
  ] as const) {
    const expiresAt = new Date(Date.now() + days * day)
    await db().apiToken.create({ data: { userId: 9n, name, hash: name, expiresAt } })
  }
  await db().apiUsage.create({
    data: { caller: 'token:1', windowStartedAt: new Date(Date.now() - 8 * day), requests: 1 },
  })
  await db().apiUsage.create({ data: { caller: 'token:2', windowStartedAt: new Date(), requests: 1 } })
  await pruneRecords('engine')
  const tokens = await db().apiToken.findMany({ orderBy: { name: 'asc' } })
  expect(tokens.map(({ name }) => name)).toEqual(['in use', 'over'])
  expect(await db().apiUsage.findMany()).toMatchObject([{ caller: 'token:2' }])
})
