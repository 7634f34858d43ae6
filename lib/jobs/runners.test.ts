import type { Runner } from 'graphile-worker'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/data/db'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { enqueueRepositories } from './enqueue-scans'
import { closeQueue } from './queue'
import { queueLogger } from './queue-logger'
import { startRunners } from './runners'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let runners: readonly Runner[] = []
let letGo = (): void => undefined

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
afterEach(async () => {
  letGo()
  await Promise.all(runners.map((runner) => runner.stop()))
  await db().$executeRaw`delete from graphile_worker._private_jobs`
})
afterAll(async () => {
  await closeQueue()
  await db().$disconnect()
  await database?.drop()
})

test('a push is audited while all places are taken by audits of the past', async () => {
  await enqueueRepositories(jobsOf('history', 8))
  const begun = await start(3)
  await expect.poll(() => begun.length).toBe(3)
  await enqueueRepositories([{ scanId: 2n, repositoryId: 1n, phase: 'head', isUrgent: true }])
  await expect.poll(() => begun.length).toBe(4)
  expect(begun).toEqual(['history', 'history', 'history', 'head'])
})

test('all places do what is asked for when nothing else is, and each job is done once', async () => {
  await enqueueRepositories(jobsOf('head', 8))
  const begun = await start(3)
  await expect.poll(() => begun.length).toBe(4)
  letGo()
  await expect.poll(() => begun.length).toBe(8)
  await expect
    .poll(() => db().$queryRaw`select count(*)::int as left from graphile_worker._private_jobs`)
    .toEqual([{ left: 0 }])
  expect(begun).toHaveLength(8)
})

/** Begins to do jobs, none of which ends until it is let go. */
async function start(concurrency: number): Promise<readonly string[]> {
  const begun: string[] = []
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const task = (what: string) => (): Promise<void> => {
    begun.push(what)
    return gone
  }
  runners = await startRunners({
    connectionString: database.url,
    logger: queueLogger(),
    taskList: { 'audit-head': task('head'), 'audit-history': task('history') },
    concurrency,
  })
  return begun
}

function jobsOf(phase: 'head' | 'history', count: number) {
  return Array.from({ length: count }, (_, index) => ({ scanId: 1n, repositoryId: BigInt(index + 1), phase }))
}
