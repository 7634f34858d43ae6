import { parseArgs } from 'node:util'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { db } from '@/lib/data/db'
import { forgetKeptAnswers } from '@/lib/data/kept-answers'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { lookAs } from './bench-access'
import { JSON_OPTION, median, publish, type Row, say, tableOf } from './bench-report'
import { jobQueries, pageQueries } from './database-queries'
import { followPlans } from './followed-plans'
import { findPostgresTime } from './processor-time'
import { SEEDED, seedOrganisation } from './seed-organisation'
import { wastefulScans } from './wasteful-scans'

const USAGE = `Fills a database with one large organisation, times what pages, event streams and jobs ask of it, and looks how Postgres
goes about each.

Usage: npm run bench -- database [--repositories 10000] [--teams 200] [--people 2000] [--audits 13] [--days 60]
                                 [--only TEXT] [--plans] [--database URL] [--json FILE]

--plans looks at the plans alone, without timing. --database measures one that was filled before, or fills it when it is
empty and migrated; its superuser is needed for the plans. Times are in milliseconds; those of the processor don't depend on
what else the machine does.

The bar is that no statement lacks an index, those within triggers included. One does when it reads a table, or an index, from
end to end, at least a tenth as many rows as there are repositories, and less than a tenth of them is kept: by its own filter,
or by the join above it where that looks for less than a hundredth as many rows, which is where look-ups cost as much. So
small tables count for nothing, and neither does what is about all of a table, such as a mean over the organisation. It is
Postgres's own word on what it did, on tables as full as the seed makes them.
`

/** How many queries may lack an index. */
const MOST_WITHOUT_INDEX = 0

const { values } = parseArgs({
  options: {
    repositories: { type: 'string', default: '10000' },
    teams: { type: 'string', default: '200' },
    people: { type: 'string', default: '2000' },
    audits: { type: 'string', default: '13' },
    days: { type: 'string', default: '60' },
    ...JSON_OPTION,
    only: { type: 'string', default: '' },
    plans: { type: 'boolean', default: false },
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
    const asked = [
      ...Object.entries(pageQueries(access)).map(([name, ask]) => ({ name, ask, of: 'page or stream' })),
      ...Object.entries(jobQueries(access)).map(([name, ask]) => ({ name, ask, of: 'job' })),
    ].filter(({ name }) => name.includes(values.only))
    const rows = values.plans ? [] : await measure(asked)
    const without = await findWithoutIndex(url, asked)
    const bar = {
      what: 'queries that lack an index',
      value: new Set(without.map(({ query }) => query)).size,
      most: MOST_WITHOUT_INDEX,
    }
    publish({ bench: 'database', rows: values.plans ? without : rows, bars: [bar], details: { without } }, values.json)
    if (!values.plans && without.length > 0) say(tableOf(without))
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
  await queueJobs(client, Number(repositories) * 2)
  const { rows } = await client.query(`select pg_size_pretty(pg_database_size(current_database())) as size`)
  say(`filled in ${seconds.toFixed(0)} s: ${rows[0].size}`)
  await client.end()
}

/** As a large scan leaves them waiting. */
async function queueJobs(client: pg.Client, jobs: number): Promise<void> {
  await client.query(
    `insert into graphile_worker._private_tasks (identifier) values ('audit-head') on conflict do nothing`,
  )
  await client.query(
    `insert into graphile_worker._private_jobs (task_id, payload, key, run_at)
      select t.id, '{}', 'bench:' || n, now() + interval '1 day'
      from graphile_worker._private_tasks t, generate_series(1, $1::int) n where t.identifier = 'audit-head'`,
    [jobs],
  )
  await client.query('vacuum analyze graphile_worker._private_jobs')
}

interface Asked {
  readonly name: string
  readonly of: string
  readonly ask: () => Promise<unknown>
}

/** Processor time is the mean of all turns, so that other work on the machine counts for nothing. */
async function measure(asked: readonly Asked[]): Promise<Row[]> {
  const postgres = await findPostgresTime()
  const rows: Row[] = []
  for (const { name, of, ask } of asked) {
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

/** A row for each scan that an index should spare, after all answers that are kept were forgotten. */
async function findWithoutIndex(url: string, asked: readonly Asked[]): Promise<Row[]> {
  const plans = await followPlans(url)
  await db().$disconnect()
  await closeQueue()
  const least = (await db().repository.count()) / 10
  forgetKeptAnswers()
  plans.take()
  const rows: Row[] = []
  try {
    for (const { name, ask } of asked) {
      say(name)
      await ask()
      for (const { text, plan } of plans.take()) {
        for (const { of, read, kept, lookedFor } of wastefulScans(plan, least)) {
          rows.push({
            query: name,
            'reads all of': of,
            rows: read,
            kept,
            'looked for': lookedFor,
            statement: text.replace(/\s+/g, ' ').slice(0, 120),
          })
        }
      }
    }
  } finally {
    await plans.end()
  }
  return rows
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
