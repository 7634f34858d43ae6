import { parseArgs } from 'node:util'
import { changeRepositories } from '../github/generate/change-repositories'
import { JSON_OPTION, publish, say } from './bench-report'
import { auditHeadsAlone } from './engine-alone'
import { rowOf, type ScanCost, ScanCosts } from './scan-costs'
import { ScanWorld, sizeOf, WORLD_OPTIONS } from './scan-world'
import { WorkerProcesses } from './worker-processes'

const USAGE = `Scans a generated organisation from the local GitHub to stored verdicts, by a worker process as "npm run worker" starts it:
the heads of the first scan, then 12 months of each repository, a day without changes and a day with a tenth changed.

Usage: npm run bench -- scan [--repositories 1000] [--modules 10] [--teams 20] [--people 200] [--heads] [--json FILE]

--heads ends after the heads. Requests, points and downloads are counted by the local GitHub; each repository has files of
its own, --modules of a hundred lines among them. "engine" judges the same commits in this process, without GitHub, queue
and database; processor time is that of the worker with its threads, not Postgres's and not the local GitHub's. Downloads of
archives keep the pace that GitHub asks for, so that a minute has its most.
`
const QUIET = 'a day without changes'
const BARS = { engine: 1.3, memory: 1.2, requests: 2.1, quiet: 0 } as const

const { values } = parseArgs({
  options: {
    ...JSON_OPTION,
    ...WORLD_OPTIONS,
    heads: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main()

async function main(): Promise<void> {
  const world = await ScanWorld.make(sizeOf(values))
  const database = await world.openDatabase()
  const workers = new WorkerProcesses(1, database.environment)
  try {
    const bench = new ScanCosts(world.organisationId, world.github, workers)
    const heads = await bench.heads()
    say(`heads: ${heads.audits} in ${heads.seconds.toFixed(0)} s`)
    const parts = values.heads ? [] : await later(world, bench)
    const memory = workers.memory()
    await workers.stop()
    const alone = await auditHeadsAlone(world.root, world.login)
    const engineMs = (alone.cpu * 1000) / alone.audits
    const mb = (bytes: number) => bytes / 1e6
    publish(
      {
        bench: 'scan',
        rows: [
          ...[heads, ...parts].map(rowOf),
          { part: 'engine alone', audits: alone.audits, seconds: alone.wall, 'CPU ms each': engineMs },
          { part: 'worker, peak MB', audits: mb(memory.peak) },
          { part: 'its first half, MB', audits: mb(memory.early) },
          { part: 'its second half, MB', audits: mb(memory.late) },
        ],
        bars: [
          {
            what: "processor of heads, by the engine's",
            value: heads.workerMs / heads.audits / engineMs,
            most: BARS.engine,
          },
          { what: 'memory, second half by first', value: memory.late / memory.early, most: BARS.memory },
          { what: 'requests and downloads for a head', value: callsOf(heads) / heads.audits, most: BARS.requests },
          ...parts
            .filter(({ part }) => part === QUIET)
            .flatMap(({ downloads, rows }) => [
              { what: 'downloads of a quiet day', value: downloads, most: BARS.quiet },
              { what: 'rows of a quiet day, but the scan itself', value: rowsBut('scans', rows), most: BARS.quiet },
            ]),
        ],
        details: [heads, ...parts],
      },
      values.json,
    )
  } finally {
    await workers.stop()
    await database.close()
    await world.close()
  }
}

async function later(world: ScanWorld, bench: ScanCosts): Promise<readonly ScanCost[]> {
  const history = await bench.history()
  const quiet = await bench.scan(QUIET)
  const changed = await changeRepositories({ root: world.root, percent: 10, day: 'the tenth' })
  await world.github.reload()
  return [...history, quiet, await bench.scan(`a day, ${changed.length} changed`)]
}

function rowsBut(table: string, rows: ScanCost['rows']): number {
  return Object.entries(rows).reduce((sum, [name, count]) => (name === table ? sum : sum + count), 0)
}

function callsOf({ rest, downloads, points }: ScanCost): number {
  return rest + downloads + points
}
