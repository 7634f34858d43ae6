import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { db } from '@/lib/data/db'
import { JSON_OPTION, publish, say } from './bench-report'
import { type ScanCost, ScanCosts } from './scan-costs'
import { type OpenDatabase, ScanWorld, sizeOf, WORLD_OPTIONS } from './scan-world'
import { WorkerProcesses } from './worker-processes'

const USAGE = `Scans the heads of the same generated organisation with one, two and four worker processes, each time on an empty database.

Usage: npm run bench -- workers [--counts 1,2,4] [--repositories 60] [--modules 250] [--teams 5] [--people 20] [--json FILE]

Each process audits on one thread, so that processes are what is compared. "lock waits" is the share of looks at busy
connections in which one waited for a lock. Downloads of archives keep the pace that GitHub asks for, whatever the number, so
the repositories are large: with small ones it is that pace, and not the processor, which is shared.
"machine" is how busy all processors were, with Postgres and the local GitHub, which are on the same ones: linear is
what several can be faster than one until none is idle.
`
const MOST_LOCK_WAITS = 0.05
/** Of the speed that the processors allow. */
const LEAST_SHARE = 0.8

const LARGE_REPOSITORIES = {
  repositories: { type: 'string', default: '60' },
  teams: { type: 'string', default: '5' },
  people: { type: 'string', default: '20' },
  modules: { type: 'string', default: '250' },
} as const

const { values } = parseArgs({
  options: {
    ...JSON_OPTION,
    ...WORLD_OPTIONS,
    ...LARGE_REPOSITORIES,
    counts: { type: 'string', default: '1,2,4' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main(values.counts.split(',').map(Number))

interface Run extends ScanCost {
  readonly count: number
  readonly peak: number
  /** Share of the time in which a processor of this machine was at work. */
  readonly machine: number
}

async function main(counts: readonly number[]): Promise<void> {
  const world = await ScanWorld.make(sizeOf(values))
  const database = await world.openDatabase()
  const runs: Run[] = []
  try {
    for (const count of counts) {
      if (runs.length > 0) await database.empty()
      const run = await scanWith(world, database, count)
      runs.push(run)
      say(`${count} workers: ${run.audits} heads in ${run.seconds.toFixed(0)} s`)
    }
  } finally {
    await database.close()
    await world.close()
  }
  const [first] = runs
  if (!first) return
  const speed = (run: Run) => run.audits / run.seconds / (first.audits / first.seconds)
  // Postgres and the local GitHub have their part of the processors: what one worker leaves idle is what others can add.
  const possible = ({ count }: Run) => Math.min(count, availableParallelism(), 1 / first.machine)
  publish(
    {
      bench: 'workers',
      rows: runs.map((run) => ({
        workers: String(run.count),
        audits: run.audits,
        failed: run.failed,
        seconds: run.seconds,
        'a minute': (run.audits * 60) / run.seconds,
        speed: speed(run),
        'CPU ms each': run.workerMs / run.audits,
        'busy processors': run.workerMs / 1000 / run.seconds,
        machine: run.machine,
        'lock waits': run.lockWaits,
        'peak MB': run.peak / 1e6,
      })),
      bars: runs.flatMap((run) => [
        { what: `${run.count}: lock waits`, value: run.lockWaits, most: MOST_LOCK_WAITS },
        {
          what: `${run.count}: time by that of linear speed-up`,
          value: possible(run) / speed(run),
          most: 1 / LEAST_SHARE,
        },
      ]),
      details: runs,
    },
    values.json,
  )
}

async function scanWith(world: ScanWorld, database: OpenDatabase, count: number): Promise<Run> {
  const workers = new WorkerProcesses(count, { ...database.environment, AUDIT_THREADS: '1' })
  try {
    const before = processorTimes()
    const heads = await new ScanCosts(world.organisationId, world.github, workers).heads()
    const after = processorTimes()
    const twice = await db().$queryRaw<unknown[]>`
      select repository_id from audits group by repository_id, commit, rubric_version having count(*) > 1`
    if (twice.length > 0) throw new Error('a commit was stored twice')
    const machine = (after.busy - before.busy) / (after.all - before.all)
    return { ...heads, count, machine, peak: workers.memory().peak }
  } finally {
    await workers.stop()
  }
}

/** Of all processors of this machine, in milliseconds since it started. */
function processorTimes(): { readonly busy: number; readonly all: number } {
  const times = cpus().map(({ times }) => times)
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0)
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all }
}
