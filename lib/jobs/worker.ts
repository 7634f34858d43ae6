import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { parseCronItems, type Runner, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { db } from '@/lib/data/db'
import { releaseLostGapIssues } from '@/lib/data/gap-issues'
import { releaseLeases } from '@/lib/data/rate-budgets'
import { settleScans } from '@/lib/data/settle-scans'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { requireSameGitHub } from '@/lib/same-github'
import { createAuditTools } from '@/lib/scans/create-audit-tools'
import { Presence, releaseDeadWorkers } from './presence'
import { closeQueue } from './queue'
import { queueLogger } from './queue-logger'
import { startRunners } from './runners'
import { createTasks } from './tasks'

const SETTLE_MS = 15_000
/** Jobs get this long to end by themselves; those that do not are put back and begun again elsewhere. */
const GRACE_MS = 2500

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
  await requireSameGitHub()

  const tools = createAuditTools()
  const presence = new Presence()
  await presence.open()
  await releaseDeadWorkers((text, values) => pool.query(text, values))
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    presence.add(workerPool.id).catch((error: unknown) => log().warn({ error }, 'a worker could not be announced'))
  })
  const runners = await startRunners({
    connectionString,
    concurrency,
    events,
    logger: queueLogger(),
    taskList: createTasks(tools),
    cronItems: parseCronItems([
      { task: 'reconcile-organisations', match: '17 * * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
      { task: 'find-due-messages', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
      { task: 'redeliver-missed', match: '41 * * * *', options: { backfillPeriod: 0, maxAttempts: 2 } },
      { task: 'prune-deliveries', match: '7 4 * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
      { task: 'prune-records', match: '27 4 * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
    ]),
  })
  log().info({ concurrency, rubricVersion: tools.rubricVersion }, 'the worker is ready')

  const ended = new AbortController()
  settleRegularly(pool, ended.signal)
  const stop = async (reason: string, exitCode: number): Promise<void> => {
    if (ended.signal.aborted) return
    ended.abort()
    log().info({ reason }, 'the worker ends')
    await endJobs(runners)
    await releaseLeases().catch((error: unknown) => log().warn({ error }, 'places at GitHub could not be given back'))
    await Promise.allSettled([tools.close(), presence.close(), closeQueue(), db().$disconnect()])
    await pool.end().catch(() => undefined)
    process.exit(exitCode)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal, 0))
  await Promise.race(runners.map(({ promise }) => promise)).catch((error: unknown) =>
    log().error({ error }, 'the queue failed'),
  )
  await stop('the queue ended', 1)
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

async function settleRegularly(pool: pg.Pool, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await releaseDeadWorkers((text, values) => pool.query(text, values))
      await settleScans()
      await releaseLostGapIssues()
    } catch (error) {
      log().warn({ error }, 'what was lost could not be settled')
    }
    await pause(SETTLE_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function endJobs(runners: readonly Runner[]): Promise<void> {
  const graceful = Promise.allSettled(runners.map((runner) => runner.stop('the process ends'))).then(() => true)
  const isOver = await Promise.race([graceful, pause(GRACE_MS, false, { ref: false })])
  if (isOver) return
  const killed = Promise.allSettled(runners.map((runner) => runner.kill('the process ends')))
  await Promise.race([killed, pause(1000, undefined, { ref: false })])
}
