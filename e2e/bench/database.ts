import { parseArgs } from 'node:util'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { lookAs } from './bench-access'
import { JSON_OPTION, median, publish, type Row, say } from './bench-report'
import { jobQueries, pageQueries } from './database-queries'
import { findPostgresTime } from './processor-time'
import { SEEDED, seedOrganisation } from './seed-organisation'

const USAGE = `Fills a database with one large organisation and times what pages, event streams and jobs ask of it.

Usage: npm run bench -- database [--repositories 10000] [--teams 200] [--people 2000] [--audits 13] [--days 60]
                                 [--only TEXT] [--database URL] [--json FILE]

--database measures one that was filled before, or fills it when it is empty and migrated. Times are in
milliseconds; those of the processor don't depend on what else the machine does.
`

const { values } = parseArgs({
  options: {
    repositories: { type: 'string', default: '10000' },
    teams: { type: 'string', default: '200' },
    people: { type: 'string', default: '2000' },
    audits: { type: 'string', default: '13' },
    days: { type: 'string', default: '60' },
    ...JSON_OPTION,
    only: { type: 'string', default: '' },
    database: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main()

async function main(): Promise<void> {
  const database = values.database ? null : await createTestDatabase()
  const url = values.database ?? database?.url ?? ''
  Object.assign(process.env, {
    DATABASE_URL: url,
    GITHUB_CLIENT_ID: 'bench',
    GITHUB_CLIENT_SECRET: 'bench-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  try {
    await runMigrations({ connectionString: url })
    await fill(url)
    const access = await lookAs(SEEDED.memberId, SEEDED.login)
    const pages = await measure('page or stream', pageQueries(access))
    publish({ bench: 'database', rows: [...pages, ...(await measure('job', jobQueries(access)))] }, values.json)
  } finally {
    await closeQueue()
    await db().$disconnect()
    await database?.drop()
  }
}

async function fill(url: string): Promise<void> {
  if ((await db().organisation.count()) > 0) return
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { repositories, teams, people, audits, days } = values
  const seconds = await seedOrganisation(client, {
    repositories: Number(repositories),
    teams: Number(teams),
    people: Number(people),
    audits: Number(audits),
    days: Number(days),
  })
  const { rows } = await client.query(`select pg_size_pretty(pg_database_size(current_database())) as size`)
  say(`filled in ${seconds.toFixed(0)} s: ${rows[0].size}`)
  await client.end()
}

/** Processor time is the mean of all turns, so that other work on the machine counts for nothing. */
async function measure(of: string, queries: Readonly<Record<string, () => Promise<unknown>>>): Promise<Row[]> {
  const postgres = await findPostgresTime()
  const rows: Row[] = []
  for (const [name, ask] of Object.entries(queries).filter(([name]) => name.includes(values.only))) {
    await ask()
    const times: number[] = []
    const before = { postgres: postgres(), node: process.cpuUsage() }
    while (times.length < 10 && sum(times) < 3000) {
      const started = performance.now()
      await ask()
      times.push(performance.now() - started)
    }
    const { user, system } = process.cpuUsage(before.node)
    rows.push({
      query: name,
      of,
      'median ms': median(times),
      'Postgres CPU ms': (postgres() - before.postgres) / times.length,
      'Node CPU ms': (user + system) / 1000 / times.length,
    })
  }
  return rows
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
