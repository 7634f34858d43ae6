import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GET } from '@/app/api/metrics/route'
import { enqueueAttribution } from '@/lib/jobs/enqueue-attribution'
import { closeQueue } from '@/lib/jobs/queue'
import { count, observe, takeCounts } from '@/lib/metrics/counts'
import { EXPOSITION } from '@/lib/metrics/exposition'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { mintOrganisation } from './fixtures/organisation'
import { storeCounts } from './metric-counters'
import { readMetrics } from './metrics'
import { readProcesses, reportProcess } from './processes'
import { reportRegularly } from './report-regularly'

const TOKEN = 'a-token-of-the-metrics'
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    METRICS_TOKEN: TOKEN,
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await closeQueue()
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  takeCounts()
  await db().metricCounter.deleteMany()
  await db().process.deleteMany()
})

test('counts of several processes add up, also when they are written at once', async () => {
  for (let process = 0; process < 8; process += 1) {
    count('airworthy_scans_finished_total', { scope: 'organisation', outcome: 'done' }, 2)
    count('airworthy_kept_answers_total', { outcome: 'kept' })
    observe('airworthy_audit_duration_seconds', {}, 0.2)
    await storeCounts()
  }
  const writers = Array.from({ length: 20 }, () => {
    count('airworthy_kept_answers_total', { outcome: 'kept' })
    count('airworthy_scans_finished_total', { scope: 'organisation', outcome: 'done' })
    return storeCounts()
  })
  await Promise.all(writers)
  const text = await readMetrics(0)
  expect(text).toContain('airworthy_scans_finished_total{outcome="done",scope="organisation"} 36\n')
  expect(text).toContain('airworthy_kept_answers_total{outcome="kept"} 28\n')
  expect(text).toContain('airworthy_audit_duration_seconds_count 8\n')
})

test('what is in the queue is told by task, with the age of the oldest that is due', async () => {
  await enqueueAttribution(1n)
  await enqueueAttribution(2n)
  await enqueueAttribution(3n, { runAt: new Date(Date.now() + 3_600_000) })
  await db().$executeRaw`
    update graphile_worker._private_jobs set created_at = now() - interval '2 hours', run_at = now() - interval '10 minutes'
    where key = 'attribute:1'`
  const text = await readMetrics(0)
  expect(text).toContain('airworthy_queue_jobs{task="attribute-changes",state="waiting"} 2\n')
  expect(text).toContain('airworthy_queue_jobs{task="attribute-changes",state="later"} 1\n')
  expect(text).toMatch(/airworthy_queue_oldest_job_age_seconds\{task="attribute-changes"\} 60\d\./)
})

test('scans under way are told, and none as nought', async () => {
  expect(await readMetrics(0)).toContain('airworthy_scans{scope="organisation",status="listing"} 0\n')
  const { id: organisationId } = await mintOrganisation()
  await db().scan.create({ data: { organisationId, scope: 'organisation', status: 'running' } })
  expect(await readMetrics(0)).toContain('airworthy_scans{scope="organisation",status="running"} 1\n')
})

test('the budget of each installation is told, and of people only the least, however many there are', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000)
  await db().rateBudget.createMany({
    data: [
      { key: 'installation:7', resource: 'core', limit: 5000, remaining: 4200, resetAt: inAnHour },
      { key: 'installation:8', resource: 'core', limit: 5000, remaining: 3, resetAt: new Date(Date.now() - 1000) },
      { key: 'codeload', resource: 'archive', limit: null, remaining: 0, resetAt: null },
      ...Array.from({ length: 300 }, (_, index) => ({
        key: `user:${index}`,
        resource: 'core',
        limit: 5000,
        remaining: 100 + index,
        resetAt: inAnHour,
      })),
    ],
  })
  const text = await readMetrics(0)
  expect(text).toContain('airworthy_github_budget_remaining{account="installation:7",resource="core"} 4200\n')
  expect(text).toContain('airworthy_github_budget_remaining{account="installation:8",resource="core"} 5000\n')
  expect(text).toContain('airworthy_github_budget_remaining{account="people",resource="core"} 100\n')
  expect(text).not.toContain('user:')
  expect(text).toContain('airworthy_github_blocked{account="codeload",resource="archive"} 0\n')
  expect(text).not.toContain('airworthy_github_budget_remaining{account="codeload"')
})

test('a process tells what it takes; one that is silent is told no more, and one that ends is gone at once', async () => {
  const stop = reportRegularly({ kind: 'worker', places: 5, poolIds: new Set(['pool-1']) })
  await expect.poll(readProcesses).toMatchObject([{ kind: 'worker', places: 5, poolIds: ['pool-1'], isSilent: false }])
  expect(await readMetrics(0)).toMatch(
    /airworthy_process_resident_memory_bytes\{kind="worker",process="[^"]+"\} \d{7,}\n/,
  )
  await db().$executeRaw`update processes set seen_at = now() - interval '2 minutes'`
  expect(await readMetrics(0)).toContain('airworthy_processes{kind="worker"} 0\n')
  expect(await readProcesses()).toMatchObject([{ isSilent: true }])
  await reportProcess({ kind: 'worker' })
  expect(await readProcesses()).toMatchObject([{ isSilent: false }])
  await stop()
  expect(await readProcesses()).toEqual([])
})

test('counts wait in memory while the database does not take them', async () => {
  count('airworthy_kept_answers_total', { outcome: 'read' })
  await db().$executeRaw`alter table metric_counters rename to elsewhere`
  try {
    await expect(storeCounts()).rejects.toThrow()
  } finally {
    await db().$executeRaw`alter table elsewhere rename to metric_counters`
  }
  expect(await readMetrics(0)).toContain('airworthy_kept_answers_total{outcome="read"} 1\n')
})

test('the endpoint answers whoever brings its token, and nobody else', async () => {
  const answer = await ask(`Bearer ${TOKEN}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, EXPOSITION])
  expect(await answer.text()).toMatch(/^# HELP airworthy_scans .*\n# TYPE airworthy_scans gauge\n/)
  for (const authorization of [undefined, '', 'Bearer', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, 'Bearer undefined']) {
    const { status, headers } = await ask(authorization)
    expect([authorization, status, headers.get('www-authenticate')]).toEqual([authorization, 401, expect.any(String)])
  }
})

function ask(authorization: string | undefined): Promise<Response> {
  return GET(new Request('http://air.example/api/metrics', { headers: authorization ? { authorization } : {} }))
}
