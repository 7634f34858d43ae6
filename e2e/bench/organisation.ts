import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { type Bar, JSON_OPTION, publish, type Row, say } from './bench-report'
import { SEEDED, seedOrganisation } from './seed-organisation'
import { type PageAnswer, type ServedPages, servePages, type Together } from './served-pages'

const USAGE = `Times the main pages of the built application on generated organisations with 12 months of history.

Usage: npm run bench -- organisation [--sizes 100,1000,10000] [--requests 20] [--viewers 50] [--looks 4] [--only TEXT]
                                     [--hold] [--database URL] [--json FILE]

"server" is the time from a request to its last byte, "SQL" that of it in which at least one query was open, "sum" what the
queries took one by one; all in the process that renders, in milliseconds, medians but for p95. "processor" is Node's own.
The viewer is a member who may read every repository. Then --viewers other members look at once, over loopback, --looks times
each one after the other, 0 for none; p50 and p95 are theirs, from asking to the last byte. --hold leaves the last
organisation served until Ctrl-C; --database takes one that was filled before, or fills an empty, migrated one.
`
const BARS = { ratio: 1.5, growth: 2 } as const

/** Of what is generated, each member may look. */
const MOST_VIEWERS = 200

/** Days of re-checks and daily scans that are over. */
const DAYS = 30
const ORG = `/orgs/${SEEDED.login}`

const PAGES: Readonly<Record<string, string>> = {
  organisation: ORG,
  'organisation, last page': `${ORG}?page=LAST`,
  'organisation, search': `${ORG}?q=sentence+77`,
  'heat map': `${ORG}?view=heat`,
  teams: `${ORG}/teams`,
  team: `${ORG}/teams/team-7`,
  'team of everything': `${ORG}/teams/team-1`,
  characteristics: `${ORG}/characteristics`,
  characteristic: `${ORG}/characteristics/health-checks`,
  trends: `${ORG}?range=all&trend=robustness`,
  repository: `${ORG}/repositories/service-77`,
}

/** Those of which answers are kept while nothing changes: asked again after each time that a repository did. */
const KEEPING = ['organisation', 'heat map', 'characteristics', 'characteristic']

interface PageFigures {
  readonly repositories: number
  readonly page: string
  readonly first: number
  readonly server: number
  readonly p95: number
  readonly sql: number
  readonly sqlSum: number
  readonly queries: number
  /** `server` by `sql`. */
  readonly ratio: number
  readonly processor: number
  readonly bytes: number
  readonly rows: number
  /** Of many viewers at once; null without any. */
  readonly together: Together | null
}

const HEADS = `${'page'.padEnd(26)}   first  server     p95     SQL     sum  queries  ratio  processor  HTML kB  rows`

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100,1000,10000' },
    requests: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    ...JSON_OPTION,
    viewers: { type: 'string', default: '50' },
    looks: { type: 'string', default: '4' },
    hold: { type: 'boolean', default: false },
    database: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main()

async function main(): Promise<void> {
  const figures: PageFigures[] = []
  const sizes = values.sizes.split(',').map(Number)
  const [load = 0] = loadavg()
  say(`${cpus().length} processors, load ${load.toFixed(1)}, Node ${process.version}`)
  for (const [index, repositories] of sizes.entries()) {
    const database = values.database ? null : await createTestDatabase()
    const url = values.database ?? database?.url ?? ''
    await fill(url, repositories)
    const pages = await servePages(process.env.AIRWORTHY_BENCH_SERVER ?? '', url, SEEDED.memberId)
    try {
      figures.push(...(await measure(pages, repositories, url)))
      if (values.hold && index === sizes.length - 1) await hold(pages)
    } finally {
      await pages.close()
      await database?.drop()
    }
  }
  publish({ bench: 'organisation', rows: figures.map(rowOf), bars: barsOf(figures), details: figures }, values.json)
}

async function fill(url: string, repositories: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query('select from organisations')
  if (rowCount === 0) {
    const size = { repositories, teams: Math.max(8, Math.ceil(repositories / 50)), people: 500, audits: 13, days: DAYS }
    const seconds = await seedOrganisation(client, size)
    const { rows } = await client.query(`select pg_size_pretty(pg_database_size(current_database())) as size`)
    say(`${repositories} repositories filled in ${seconds.toFixed(0)} s: ${rows[0].size}`)
  }
  // Nothing is under way: most looks at a page are at a quiet hour.
  await client.query(`update scan_items set status = 'done', finished_at = now() where status <> 'done'`)
  await client.query(`update scans set status = 'done', finished_at = now() where status = 'running'`)
  // What viewers may see counts for minutes, and is asked of a GitHub that is not there afterwards.
  await client.query(`update visibilities set fetched_at = now() + interval '1 day'`)
  await client.end()
}

async function measure(pages: ServedPages, repositories: number, url: string): Promise<PageFigures[]> {
  say(`\n${repositories} repositories\n${HEADS}`)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const figures: PageFigures[] = []
  const looks = Object.entries(PAGES).flatMap(([page, path]) => [
    { page, path, isChanged: false },
    ...(KEEPING.includes(page) ? [{ page: `${page}, changed`, path, isChanged: true }] : []),
  ])
  for (const { page, path, isChanged } of looks.filter(({ page }) => page.includes(values.only))) {
    const address = path.replace('LAST', String(Math.floor(repositories / 60)))
    // The first looks load code and fill Postgres's memory.
    const first = (await pages.get(address)).server
    for (let warm = 0; warm < 2; warm += 1) await pages.get(address)
    const answers: PageAnswer[] = []
    while (answers.length < Number(values.requests)) {
      if (isChanged) await client.query(`update repositories set is_private = not is_private where name = 'service-1'`)
      answers.push(await pages.get(address))
    }
    const together = isChanged ? null : await lookTogether(pages, address)
    const found = figuresOf(answers, { repositories, page, first, together })
    figures.push(found)
    say(line(found))
  }
  await client.end()
  return figures
}

function figuresOf(
  answers: readonly PageAnswer[],
  of: Pick<PageFigures, 'repositories' | 'page' | 'first' | 'together'>,
): PageFigures {
  const at = (share: number, read: (answer: PageAnswer) => number) => {
    const sorted = answers.map(read).sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  }
  const html = answers[0]?.html ?? ''
  return {
    ...of,
    server: at(0.5, ({ server }) => server),
    p95: at(0.95, ({ server }) => server),
    sql: at(0.5, ({ sql }) => sql),
    sqlSum: at(0.5, ({ sqlSum }) => sqlSum),
    queries: at(0.5, ({ queries }) => queries),
    ratio: at(0.5, ({ server, sql }) => server / sql),
    processor: at(0.5, ({ processor }) => processor),
    bytes: Buffer.byteLength(html),
    rows: html.split('<tr').length - 1,
  }
}

function line({ page, first, server, p95, sql, sqlSum, queries, ratio, processor, bytes, rows }: PageFigures): string {
  const times = [first, server, p95, sql, sqlSum].map((ms) => ms.toFixed(0).padStart(8)).join('')
  return `${page.padEnd(26)}${times}${String(queries).padStart(9)}${ratio.toFixed(2).padStart(7)}${processor.toFixed(0).padStart(11)}${(bytes / 1000).toFixed(0).padStart(9)}${String(rows).padStart(6)}`
}

async function hold({ origin, cookie }: ServedPages): Promise<void> {
  say(`\nServed at ${origin}${ORG}\nCookie: ${cookie}`)
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
}

async function lookTogether(pages: ServedPages, address: string): Promise<Together | null> {
  const [viewers, looks] = [Math.min(Number(values.viewers), MOST_VIEWERS), Number(values.looks)]
  if (viewers === 0 || looks === 0) return null
  return pages.getTogether(address, { viewers, looks })
}

function rowOf({ repositories, page, server, p95, sql, ratio, queries, processor, bytes, together }: PageFigures): Row {
  return {
    page,
    repositories,
    'server ms': server,
    'p95 ms': p95,
    'SQL ms': sql,
    ratio,
    queries,
    'CPU ms': processor,
    'HTML kB': bytes / 1000,
    viewers: together?.viewers ?? null,
    'their p50': together?.p50 ?? null,
    'their p95': together?.p95 ?? null,
    'a second': together?.perSecond ?? null,
  }
}

/** The worst page for each bar. */
function barsOf(figures: readonly PageFigures[]): Bar[] {
  const ratio = Math.max(...figures.map((each) => each.ratio))
  const growths = figures.flatMap(({ page, repositories, server }) => {
    const small = figures.find((each) => each.page === page && each.repositories === repositories / 10)
    return repositories === 10_000 && small ? [server / small.server] : []
  })
  return [
    { what: 'server by SQL, the worst page', value: ratio, most: BARS.ratio },
    {
      what: 'growth from 1,000 to 10,000, the worst page',
      value: growths.length > 0 ? Math.max(...growths) : null,
      most: BARS.growth,
    },
  ]
}
