import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { parseCronItems, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { db } from '@/lib/data/db'
import { releaseLostGapIssues } from '@/lib/data/gap-issues'
import { refuseOtherMigrations } from '@/lib/data/known-migrations'
import { releaseLeases } from '@/lib/data/rate-budgets'
import { reportRegularly } from '@/lib/data/report-regularly'
import { settleScans } from '@/lib/data/settle-scans'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { requireSameGitHub } from '@/lib/same-github'
import { requireKnownKey } from '@/lib/same-key'
import { createAuditTools } from '@/lib/scans/create-audit-tools'
import { startTracing } from '@/lib/tracing/start-tracing'
import { Presence, releaseDeadWorkers } from './presence'
import { closeQueue } from './queue'
import { queueLogger } from './queue-logger'
import { startRunners } from './runners'
import { Runs } from './runs'
import { createTasks } from './tasks'

const SETTLE_MS = 15_000
/** Of the version that this file was bundled from. */
const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url)

const CRON = parseCronItems([
  { task: 'reconcile-organisations', match: '17 * * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
  { task: 'find-due-messages', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'redeliver-missed', match: '41 * * * *', options: { backfillPeriod: 0, maxAttempts: 2 } },
  { task: 'prune-deliveries', match: '7 4 * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
  { task: 'prune-records', match: '27 4 * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
])

main().catch((error: unknown) => {
  const message = error instanceof AppError ? error.message : `The worker failed: ${String(error)}`
  process.stderr.write(`${message}\n`)
  process.exit(1)
})

async function main(): Promise<void> {
  const { WORKER_CONCURRENCY: concurrency, DATABASE_URL: connectionString } = env()
  const pool = new pg.Pool({ connectionString, max: 2, application_name: 'airworthy worker' })
  pool.on('error', (error) => log().warn({ error }, 'a connection to the database was lost'))
  await requireDatabase(pool)
  await refuseOtherMigrations(MIGRATIONS)
  await requireSameGitHub()
  await requireKnownKey()

  const tracing = await startTracing('airworthy-worker')
  const tools = createAuditTools()
  const presence = new Presence()
  await presence.open()
  const poolIds = new Set<string>()
  const stopReporting = reportRegularly({ kind: 'worker', places: concurrency + 1, poolIds })
  const taskList = createTasks(tools)
  const runs = new Runs(async (failed) => {
    await presence.forget()
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => {
      poolIds.add(workerPool.id)
      presence.add(workerPool.id).catch((error: unknown) => log().warn({ error }, 'a worker could not be announced'))
    })
    events.on('pool:fatalError', ({ error }) => failed(error))
    return startRunners({ connectionString, concurrency, events, logger: queueLogger(), taskList, cronItems: CRON })
  })
  await runs.start()
  log().info({ concurrency, rubricVersion: tools.rubricVersion }, 'the worker is ready')

  const ended = new AbortController()
  const stop = async (reason: string, exitCode: number): Promise<void> => {
    if (ended.signal.aborted) return
    ended.abort()
    log().info({ reason }, 'the worker ends')
    await runs.stop()
    await releaseLeases().catch((error: unknown) => log().warn({ error }, 'places at GitHub could not be given back'))
    await stopReporting().catch((error: unknown) =>
      log().warn({ error }, 'this process could not be taken off the list'),
    )
    await Promise.allSettled([tools.close(), presence.close(), closeQueue(), db().$disconnect(), tracing?.stop()])
    await pool.end().catch(() => undefined)
    process.exit(exitCode)
  }
  settleRegularly(pool, presence, ended.signal).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return stop("the database is another version's now", 1)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal, 0))
  await runs.keep(ended.signal)
}

async function requireDatabase(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1 from scans limit 1')
  } catch (error) {
    const isThere = error instanceof pg.DatabaseError
    const reason =
      isThere && error.code === '42P01' ? 'holds no tables of Airworthy yet (npm run migrate)' : 'does not answer'
    throw new AppError('invalid-input', `The database that DATABASE_URL names ${reason}.`, { cause: error })
  }
}

/** Until the signal comes; throws AppError when a newer version has migrated the database, which is to do the rest. */
async function settleRegularly(pool: pg.Pool, presence: Presence, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await refuseOtherMigrations(MIGRATIONS)
      await releaseDeadWorkers((text, values) => pool.query(text, values), { own: presence.pools })
      await settleScans()
      await releaseLostGapIssues()
    } catch (error) {
      if (error instanceof AppError) throw error
      log().warn({ error }, 'what was lost could not be settled')
    }
    await pause(SETTLE_MS, undefined, { signal }).catch(() => undefined)
  }
}
