import { setTimeout as pause } from 'node:timers/promises'
import { runOnce, type TaskList } from 'graphile-worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/data/db'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { enqueueAttribution } from './enqueue-attribution'
import { enqueuePullRequestCheck } from './enqueue-pull-requests'
import { enqueueInTurns, enqueueRepositories, type RepositoryJob } from './enqueue-scans'
import { JOBS } from './names'
import { closeQueue } from './queue'
import { queueLogger } from './queue-logger'

const [LARGE, SMALL] = [1n, 2n]
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
  await closeQueue()
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db().$executeRaw`delete from graphile_worker._private_job_queues`
})

test("a small organisation's scan goes on beside a large one's that began before it", async () => {
  await enqueueInTurns(jobsOf(LARGE, 'head', 300))
  await enqueueInTurns(jobsOf(LARGE, 'history', 300))
  await enqueueInTurns(jobsOf(SMALL, 'head', 10))
  await enqueueInTurns(jobsOf(SMALL, 'history', 10))
  const done = await runAll()
  const lastOf = (name: string, scan: bigint) =>
    done.map((job) => `${job.name} ${job.scan}`).lastIndexOf(`${name} ${scan}`)
  expect(done).toHaveLength(620)
  expect(done.slice(0, 16).map(({ repository }) => repository)).toEqual(
    jobsOf(LARGE, 'head', 16).map(({ repositoryId }) => repositoryId),
  )
  expect(lastOf('audit-head', SMALL)).toBeLessThan(30)
  // The past of both comes after the heads of both.
  expect(lastOf('audit-history', SMALL)).toBeLessThan(310 + 30)
  expect(lastOf('audit-head', LARGE)).toBeLessThan(310)
})

test('two large organisations are done side by side', async () => {
  await enqueueInTurns(jobsOf(LARGE, 'head', 300))
  await enqueueInTurns(jobsOf(SMALL, 'head', 300))
  const half = (await runAll()).slice(0, 300)
  expect(half.filter(({ scan }) => scan === SMALL).length).toBeGreaterThan(100)
  expect(half.filter(({ scan }) => scan === LARGE).length).toBeGreaterThan(100)
})

test('what is put off keeps its turn when it goes on', async () => {
  await enqueueInTurns(jobsOf(LARGE, 'head', 100))
  const [putOff] = jobsOf(SMALL, 'head', 1) as [RepositoryJob]
  await enqueueRepositories([{ ...putOff, turn: 1, runAt: new Date() }])
  const place = (await runAll()).findIndex(({ scan }) => scan === SMALL)
  expect(place).toBeGreaterThanOrEqual(16)
  expect(place).toBeLessThan(50)
})

test('what was pushed or asked for goes before all that waits', async () => {
  await enqueueInTurns([...jobsOf(LARGE, 'head', 50)])
  await enqueueInTurns([...jobsOf(LARGE, 'history', 50)])
  await enqueueRepositories([{ scanId: SMALL, repositoryId: 5n, phase: 'head', isUrgent: true }])
  expect((await runAll())[0]).toMatchObject({ scan: SMALL })
})

test('what changed with a push is looked into before the past of all repositories', async () => {
  await enqueueInTurns(jobsOf(LARGE, 'history', 3))
  await enqueueAttribution(1n)
  await enqueueAttribution(2n, { isUrgent: true })
  const keys = await db().$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs order by priority, run_at`
  expect(keys.map(({ key }) => key.split(':').slice(0, 2).join(':'))).toEqual([
    'attribute:2',
    'history:1',
    'history:1',
    'history:1',
    'attribute:1',
  ])
})

test('re-checks of one repository are never done beside each other, those of many are', async () => {
  const ids = Array.from({ length: 6 }, (_, index) => BigInt(index + 1))
  const urgent = (scanId: bigint, repositoryId: bigint) => ({
    scanId,
    repositoryId,
    phase: 'head' as const,
    isUrgent: true,
  })
  await enqueueRepositories(ids.map((scanId) => urgent(scanId, 77n)))
  expect(await mostAtOnce()).toBe(1)
  await enqueueRepositories(ids.map((id) => urgent(id, id)))
  expect(await mostAtOnce()).toBeGreaterThan(1)
})

test('ten thousand repositories do not make ten thousand queues', async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => BigInt(index + 500_000))
  await enqueueRepositories(ids.map((id) => ({ scanId: id, repositoryId: id, phase: 'head', isUrgent: true })))
  for (const id of ids.slice(0, 100)) {
    await enqueueAttribution(id)
    await enqueuePullRequestCheck({ organisationId: 1n, repositoryId: id, number: 1, headCommit: 'a'.repeat(40) })
  }
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from graphile_worker._private_job_queues`
  expect(row.count).toBe(64 + 32 + 32)
})

test('jobs that an earlier version left in queues of its names are done, and in their order', async () => {
  await db().$executeRaw`
    select graphile_worker.add_job('audit-head', payload, queue_name => queue, job_key => key, priority => priority)
    from (values
      ('{"scanId":"7","repositoryId":"1001"}'::json, null, 'head:7:1001', 0),
      ('{"scanId":"8","repositoryId":"1001","isUrgent":true}', 'repository:1001', 'head:8:1001', -5),
      ('{"scanId":"9","repositoryId":"1001","isUrgent":true}', 'repository:1001', 'head:9:1001', -5)
    ) as job (payload, queue, key, priority)`
  const done = (await runAll()).map(({ scan }) => scan)
  expect([...done].sort()).toEqual([7n, 8n, 9n])
  expect(done.indexOf(8n)).toBeLessThan(done.indexOf(9n))
})

interface DoneJob {
  readonly name: string
  readonly scan: bigint
  readonly repository: bigint
}

function jobsOf(scanId: bigint, phase: RepositoryJob['phase'], count: number): RepositoryJob[] {
  return Array.from({ length: count }, (_, index) => ({ scanId, repositoryId: scanId * 1000n + BigInt(index), phase }))
}

/** Does all jobs and answers them in the order in which they began. */
async function runAll(): Promise<DoneJob[]> {
  const done: DoneJob[] = []
  const note =
    (name: 'audit-head' | 'audit-history') =>
    async (raw: unknown): Promise<void> => {
      const { scanId: scan, repositoryId: repository } = JOBS[name].parse(raw)
      done.push({ name, scan, repository })
    }
  await run({ 'audit-head': note('audit-head'), 'audit-history': note('audit-history') }, 1)
  return done
}

async function mostAtOnce(): Promise<number> {
  let [running, most] = [0, 0]
  const task = async (): Promise<void> => {
    running += 1
    most = Math.max(most, running)
    await pause(100)
    running -= 1
  }
  await run({ 'audit-head': task }, 4)
  return most
}

async function run(taskList: TaskList, concurrency: number): Promise<void> {
  const connectionString = database.url
  for (let due = 1; due > 0; ) {
    await runOnce({ connectionString, taskList, concurrency, noHandleSignals: true, logger: queueLogger() })
    const [row] = await db().$queryRaw<[{ count: number }]>`
      select count(*)::int as count from graphile_worker._private_jobs
      where run_at <= now() and attempts < max_attempts and locked_at is null`
    due = row.count
  }
}
