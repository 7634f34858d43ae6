import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { difference } from '../difference'
import { emptyDatabase } from '../fresh-database'
import { serveOrganisation } from '../organisation'
import { ScanRun } from '../scan-run'
import { seeded } from '../seeded'
import { findHalfWritten, readStoredState } from '../stored-state'
import { WorkerProcess } from '../worker-process'
import { LONG_ONES, MISFORTUNES, type Misfortune } from './misfortunes'

const USAGE = `Lets the local GitHub fail in every way that GitHub is known for, at random moments of a scan, and compares what is stored
with what a scan stored in which nothing failed: during the faults nothing may be there that differs, and after one more scan without
them nothing may be missing.

Usage: npm run faults -- github [--times 60] [--repositories 12] [--seed 1]
`

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '60' },
    repositories: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
const LOOK_MS = 300
const PATIENCE_MS = 10 * 60_000

if (values.help) process.stdout.write(USAGE)
else await main(Number(values.times), Number(values.repositories), Number(values.seed))

async function main(times: number, repositories: number, seed: number): Promise<void> {
  const [served, database] = await Promise.all([serveOrganisation(repositories), createTestDatabase()])
  const environment = { ...served.environment, DATABASE_URL: database.url, WORKER_CONCURRENCY: '2', AUDIT_THREADS: '1' }
  Object.assign(process.env, environment, { LOG_LEVEL: 'silent' })
  const random = seeded(seed)
  const wrong: string[] = []
  const met = new Map<string, number>()
  let waits = 0
  let afterFaults = 0
  const worker = new WorkerProcess(environment)
  try {
    await scan()
    const undisturbed = await readStoredState()
    await emptyDatabase()
    await served.github.clear()
    await scan(misfortunes())
    const during = (await readStoredState()).filter((line) => /^(audit|day) /.test(line))
    wrong.push(...difference(undisturbed, during).filter((line) => !line.startsWith('missing')))
    const removed = await db().repository.count({ where: { removedAt: { not: null } } })
    if (removed > 0) wrong.push(`${removed} repositories were taken for deleted`)
    afterFaults = during.length
    await served.github.clear()
    await scan()
    wrong.push(...difference(undisturbed, await readStoredState()), ...(await findHalfWritten()))
    if (!worker.isAlive) wrong.push('the worker gave up')
  } finally {
    await worker.stop()
    await closeQueue()
    await db().$disconnect()
    await database.drop()
    await served.close()
  }
  for (const one of wrong.slice(0, 40)) console.log(`WRONG: ${one}`)
  if (wrong.length > 0) for (const line of WorkerProcess.errors.slice(-20)) console.log(line)
  for (const [what, count] of met) console.log(`${String(count).padStart(4)} × ${what}`)
  const faults = [...met.values()].reduce((sum, count) => sum + count, 0)
  console.log(
    JSON.stringify({ suite: 'github', seed, faults, waits, linesAfterFaults: afterFaults, wrong: wrong.length }),
  )
  process.exitCode = wrong.length === 0 ? 0 : 1

  function* misfortunes(): Generator<Misfortune> {
    for (const [what, fault] of Object.entries(LONG_ONES)) yield note(what, fault)
    const kinds = Object.entries(MISFORTUNES)
    for (let index = 0; index < times; index += 1) {
      // Each once, then by chance.
      const kind = kinds[index < kinds.length ? index : Math.floor(random() * kinds.length)]
      if (kind) yield note(kind[0], kind[1](random))
    }
  }

  function note(what: string, fault: Misfortune): Misfortune {
    met.set(what, (met.get(what) ?? 0) + 1)
    return fault
  }

  async function scan(faults?: Generator<Misfortune>): Promise<void> {
    const run = await ScanRun.begin(served.organisationId)
    const over = new AbortController()
    const failing = faults && disturb(faults, over.signal)
    const deadline = performance.now() + PATIENCE_MS
    while (!(await run.look())) {
      if (await isSilent()) wrong.push('a scan waits and does not say why')
      if (performance.now() > deadline) {
        wrong.push('the scan never ended')
        break
      }
      await pause(LOOK_MS)
    }
    over.abort()
    await failing
    const progress = await run.progress()
    if (!faults && progress?.done !== progress?.total)
      wrong.push(`${progress?.done} of ${progress?.total} repositories were done`)
    for (const { repository, phase, reason } of progress?.failures ?? [])
      if (!faults || /ours/.test(reason)) wrong.push(`${repository} (${phase}) failed: ${reason}`)
    wrong.push(...run.wrong)
  }

  /** Whether the scan waits for GitHub without a sentence about it. */
  async function isSilent(): Promise<boolean> {
    const waiting = await db().scan.findMany({ where: { waitingUntil: { gt: new Date() } }, select: { reason: true } })
    waits += waiting.length
    return waiting.some(({ reason }) => reason === null)
  }

  async function disturb(faults: Generator<Misfortune>, signal: AbortSignal): Promise<void> {
    for (const fault of faults) {
      if (signal.aborted) return
      const answer = await fetch(`${served.github.url}/_control/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      })
      if (!answer.ok) throw new Error(`the fault was refused: ${await answer.text()}`)
      await pause(200 + random() * 1200, undefined, { signal }).catch(() => undefined)
    }
  }
}
