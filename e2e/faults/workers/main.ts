import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { difference } from '../difference'
import { emptyDatabase } from '../fresh-database'
import { type ServedOrganisation, serveOrganisation } from '../organisation'
import { ScanRun } from '../scan-run'
import { seeded } from '../seeded'
import { findHalfWritten, readStoredState } from '../stored-state'
import { WorkerProcess } from '../worker-process'
import { Crew } from './crew'
import { Orphans } from './orphans'

const USAGE = `Kills worker processes by SIGKILL at random moments of scans of a local GitHub, until it was done so often, and compares
what is stored at the end of each scan with what a scan stored in which nobody was killed.

Usage: npm run faults -- workers [--times 100] [--repositories 24] [--workers 2] [--seed 1]
`

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    repositories: { type: 'string', default: '24' },
    workers: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
const LOOK_MS = 400
/** A scan that has not ended so long after the last kill never will. */
const PATIENCE_MS = 5 * 60_000
/** Longer than the settling of a worker takes, and much shorter than the four hours of the queue. */
const SOON_MS = 45_000

if (values.help) process.stdout.write(USAGE)
else await main(Number(values.times), Number(values.repositories), Number(values.workers), Number(values.seed))

async function main(times: number, repositories: number, workers: number, seed: number): Promise<void> {
  const [served, database] = await Promise.all([serveOrganisation(repositories), createTestDatabase()])
  const environment = {
    ...served.environment,
    DATABASE_URL: database.url,
    WORKER_CONCURRENCY: '2',
    AUDIT_THREADS: '1',
  }
  Object.assign(process.env, environment, { LOG_LEVEL: 'silent' })
  const random = seeded(seed)
  const orphans = new Orphans()
  const wrong: string[] = []
  let kills = 0
  let rounds = 0
  try {
    const undisturbed = await round(served, new Crew(environment, workers, random), orphans, 0)
    wrong.push(...undisturbed.wrong)
    console.log(`undisturbed: ${undisturbed.audits} audits, ${undisturbed.state.length} lines of what is stored`)
    while (kills < times && wrong.length === 0) {
      rounds += 1
      const disturbed = await round(served, new Crew(environment, workers, random), orphans, times - kills)
      kills += disturbed.kills
      wrong.push(...disturbed.wrong, ...difference(undisturbed.state, disturbed.state))
      if (disturbed.audits !== undisturbed.audits)
        wrong.push(`the page counts ${disturbed.audits} audits instead of ${undisturbed.audits}`)
      console.log(`scan ${rounds}: ${disturbed.kills} kills, ${disturbed.audits} audits, ${wrong.length} wrong`)
    }
  } finally {
    await closeQueue()
    await db().$disconnect()
    await database.drop()
    await served.close()
  }
  if (orphans.longest > SOON_MS) wrong.push(`a job stayed with a dead worker for ${orphans.longest.toFixed(0)} ms`)
  for (const one of wrong.slice(0, 40)) console.log(`WRONG: ${one}`)
  if (wrong.length > 0) for (const line of WorkerProcess.errors.slice(-20)) console.log(line)
  console.log(
    JSON.stringify({
      suite: 'workers',
      seed,
      kills,
      scans: rounds,
      longestOrphanMs: Math.round(orphans.longest),
      wrong: wrong.length,
    }),
  )
  process.exitCode = wrong.length === 0 ? 0 : 1
}

/** One scan from an empty database to its end, with at most so many kills. */
async function round(served: ServedOrganisation, crew: Crew, orphans: Orphans, mostKills: number) {
  await emptyDatabase()
  await served.github.clear()
  const scan = await ScanRun.begin(served.organisationId)
  crew.start()
  const over = new AbortController()
  const killing = crew.disturb(mostKills, over.signal)
  let quietSince = performance.now()
  let seenKills = 0
  while (!(await scan.look())) {
    await orphans.look()
    if (crew.kills > seenKills) quietSince = performance.now()
    seenKills = crew.kills
    if (performance.now() - quietSince > PATIENCE_MS) {
      scan.wrong.add('the scan never ended')
      break
    }
    await pause(LOOK_MS)
  }
  over.abort()
  await killing
  await crew.stop()
  const progress = await scan.progress()
  if (progress?.status !== 'done') scan.wrong.add(`the scan ended as ${progress?.status}: ${progress?.reason}`)
  if (progress?.done !== progress?.total)
    scan.wrong.add(`${progress?.done} of ${progress?.total} repositories were done`)
  for (const { repository, phase, reason } of progress?.failures ?? [])
    scan.wrong.add(`${repository} (${phase}) failed: ${reason}`)
  const wrong = [...scan.wrong, ...(await findHalfWritten())]
  return { wrong, audits: progress?.audits ?? 0, state: await readStoredState(), kills: crew.kills }
}
