import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { difference } from '../difference'
import { emptyDatabase } from '../fresh-database'
import { serveOrganisation } from '../organisation'
import { startOwnPostgres } from '../own-postgres'
import { ScanRun } from '../scan-run'
import { seeded } from '../seeded'
import { findHalfWritten, readStoredState } from '../stored-state'
import { WorkerProcess } from '../worker-process'
import { Viewers } from './viewers'

const USAGE = `Stops Postgres and starts it again at random moments of a scan, while pages are looked at, and compares what is stored at the
end with what a scan stored in which it was always there. Workers are never started again: they have to come back by themselves.

Usage: npm run faults -- postgres [--times 6] [--repositories 10] [--seed 1]
`

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '6' },
    repositories: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
const LOGIN = 'meridian'
const LOOK_MS = 400
const PATIENCE_MS = 5 * 60_000

if (values.help) process.stdout.write(USAGE)
else await main(Number(values.times), Number(values.repositories), Number(values.seed))

async function main(times: number, repositories: number, seed: number): Promise<void> {
  const [served, postgres] = await Promise.all([serveOrganisation(repositories), startOwnPostgres()])
  const environment = { ...served.environment, DATABASE_URL: postgres.url, WORKER_CONCURRENCY: '2', AUDIT_THREADS: '1' }
  Object.assign(process.env, environment, { LOG_LEVEL: 'silent' })
  const random = seeded(seed)
  const wrong: string[] = []
  const viewers = new Viewers()
  let stops = 0
  try {
    await scan()
    const undisturbed = await readStoredState()
    await scan(async (over) => {
      while (stops < times && !over.aborted) {
        await pause(500 + random() * 4000)
        stops += 1
        await postgres.stop()
        await pause(random() < 0.3 ? 8000 : random() * 2000)
        await postgres.start()
        viewers.databaseReturned()
      }
    })
    wrong.push(...difference(undisturbed, await readStoredState()), ...(await findHalfWritten()))
  } finally {
    await closeQueue()
    await db().$disconnect()
    await postgres.remove()
    await served.close()
  }
  wrong.push(...viewers.wrong)
  for (const one of wrong.slice(0, 40)) console.log(`WRONG: ${one}`)
  if (wrong.length > 0) for (const line of WorkerProcess.errors.slice(-20)) console.log(line)
  for (const [reason, count] of viewers.reasons) console.log(`meanwhile pages said ${count} times: ${reason}`)
  const { answers, refusals, slowestReturn } = viewers
  console.log(
    JSON.stringify({
      suite: 'postgres',
      seed,
      stops,
      answers,
      refusals,
      slowestReturnMs: Math.round(slowestReturn),
      wrong: wrong.length,
    }),
  )
  process.exitCode = wrong.length === 0 ? 0 : 1

  async function scan(disturb?: (over: AbortSignal) => Promise<void>): Promise<void> {
    await emptyDatabase()
    await served.github.clear()
    const run = await ScanRun.begin(served.organisationId)
    const workers = [new WorkerProcess(environment), new WorkerProcess(environment)]
    while ((await db().repository.count()) < repositories) await pause(LOOK_MS)
    await viewers.begin(served.organisationId, LOGIN)
    const over = new AbortController()
    const watching = disturb && viewers.lookUntil(LOGIN, over.signal)
    const disturbing = disturb?.(over.signal)
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      // What the page can't say while the database is away, it says later.
      if (await run.look().catch(() => false)) break
      if (performance.now() > deadline) wrong.push('the scan never ended')
      if (workers.every(({ isAlive }) => !isAlive)) wrong.push('all workers gave up')
      if (wrong.length > 0) break
      await pause(LOOK_MS)
    }
    over.abort()
    await Promise.all([watching, disturbing])
    for (const worker of workers) if (!worker.isAlive) wrong.push('a worker gave up')
    await Promise.all(workers.map((worker) => worker.stop()))
    const progress = await run.progress()
    if (progress?.done !== progress?.total) wrong.push(`${progress?.done} of ${progress?.total} repositories were done`)
    for (const { repository, phase, reason } of progress?.failures ?? [])
      wrong.push(`${repository} (${phase}) failed: ${reason}`)
    wrong.push(...run.wrong)
  }
}
