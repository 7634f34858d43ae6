import { parseArgs } from 'node:util'
import { createAuditPool } from '@/lib/audit/pool'
import type { AuditReport } from '@/lib/audit/report'
import { db } from '@/lib/data/db'
import { findModuleRecords, storeModuleRecords } from '@/lib/data/module-records'
import { pruneRecords } from '@/lib/data/prune-records'
import { storeAudit } from '@/lib/data/store-audit'
import { ENGINE_VERSION } from '@/lib/python/engine'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { benchEnvironment } from './bench-environment'
import { JSON_OPTION, publish, say } from './bench-report'
import { generatedFiles } from './generated-checkout'
import { partsOf, rowsByTable, sizesByTable, type TableSizes } from './table-sizes'

const USAGE = `Stores audits of generated repositories by the product's own way of writing and weighs what they add to the database.

Usage: npm run bench -- storage [--repositories 60] [--audits 12] [--modules 20] [--fleet 10000] [--changing 3] [--json FILE]

Each of --repositories gets --audits audits of as many commits, each with other code, and the same audit once more, which must
add nothing. Then all but the latest are dated back, and what a night drops is dropped. A year of --fleet repositories of which
--changing per cent change each day is not stored: it is these weights multiplied. Bytes are those of tables, indexes and what
Postgres keeps apart of long values, after a "vacuum full".
`
const BARS = { audit: 6000, unchanged: 0 } as const
const DAYS = 365
/** After how many days an audit that is no longer the latest loses its details: see lib/data/prune-records. */
const DETAILED_DAYS = 30
const RECORD_DAYS = 180
/** Of one stored audit. */
const AUDIT_TABLES = ['audits', 'audit_details', 'results', 'repository_days']

const { values } = parseArgs({
  options: {
    ...JSON_OPTION,
    repositories: { type: 'string', default: '60' },
    audits: { type: 'string', default: '12' },
    modules: { type: 'string', default: '20' },
    fleet: { type: 'string', default: '10000' },
    changing: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main(Number(values.repositories), Number(values.audits), Number(values.modules))

async function main(repositories: number, audits: number, modules: number): Promise<void> {
  const database = await createTestDatabase()
  Object.assign(process.env, benchEnvironment(database.url))
  try {
    await seed(repositories)
    const empty = await sizesByTable()
    const last = await storeAll(repositories, audits, modules)
    const before = await rowsByTable()
    for (const again of last) await storeAudit(again)
    const added = difference(await rowsByTable(), before)
    const full = await sizesByTable()
    const parts = await partsOf(AUDIT_TABLES)
    await dateBack()
    await pruneRecords(ENGINE_VERSION)
    const thin = await sizesByTable()
    report({
      stored: repositories * audits,
      repositories,
      full,
      thin,
      empty,
      added,
      parts,
      records: await recordsOf(full),
    })
  } finally {
    await db().$disconnect()
    await database.drop()
  }
}

interface Stored {
  readonly repositoryId: bigint
  readonly commit: string
  readonly tree: string
  readonly committedAt: Date
  readonly durationMs: number
  readonly report: AuditReport
}

async function seed(repositories: number): Promise<void> {
  await db().organisation.create({ data: { githubId: 1n, login: 'bench' } })
  await db().repository.createMany({
    data: Array.from({ length: repositories }, (_, at) => ({
      githubId: BigInt(at + 1),
      organisationId: 1n,
      name: `service-${at}`,
      isPrivate: true,
      isArchived: false,
      isFork: false,
    })),
  })
}

/** Answers the latest audit of each repository. */
async function storeAll(repositories: number, audits: number, modules: number): Promise<readonly Stored[]> {
  const pool = createAuditPool({
    cache: {
      get: (blobs) => findModuleRecords(ENGINE_VERSION, blobs),
      put: (records) => storeModuleRecords(ENGINE_VERSION, records),
    },
  })
  const latest: Stored[] = []
  try {
    for (let repository = 0; repository < repositories; repository += 1) {
      const files = generatedFiles(`repository ${repository}`, { modules, lines: 100, tests: 4 })
      for (let at = audits - 1; at >= 0; at -= 1) {
        // One file changes from commit to commit, as most do.
        const report = await pool.audit(
          virtualSnapshot({ ...files, 'app/main.py': `${files['app/main.py']}\nSTEP = ${at}\n` }),
        )
        const stored: Stored = {
          repositoryId: BigInt(repository + 1),
          commit: hexOf(repository, at),
          tree: hexOf(repository, at + 1000),
          committedAt: new Date(Date.now() - at * 24 * 3600 * 1000),
          durationMs: 500,
          report,
        }
        await db().repository.update({ where: { githubId: stored.repositoryId }, data: { headCommit: stored.commit } })
        await storeAudit(stored)
        if (at === 0) latest.push(stored)
      }
      if (repository % 20 === 19) say(`${repository + 1} repositories stored`)
    }
  } finally {
    await pool.close()
  }
  return latest
}

function hexOf(repository: number, at: number): string {
  return (BigInt(repository) * 100_000n + BigInt(at)).toString(16).padStart(40, '0')
}

/** As if all that is no longer the latest had been stored long ago. */
async function dateBack(): Promise<void> {
  await db().$executeRaw`update audits set audited_at = now() - interval '60 days'`
}

async function recordsOf(full: TableSizes) {
  const count = await db().moduleRecord.count()
  return { count, each: count > 0 ? (full.module_records ?? 0) / count : 0 }
}

function difference(after: TableSizes, before: TableSizes): number {
  return Object.entries(after).reduce((sum, [table, rows]) => sum + rows - (before[table] ?? 0), 0)
}

function each(parts: TableSizes, stored: number): TableSizes {
  return Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, Math.round((bytes * 10) / stored) / 10]),
  )
}

interface Weights {
  readonly stored: number
  readonly repositories: number
  readonly full: TableSizes
  readonly thin: TableSizes
  readonly empty: TableSizes
  readonly added: number
  readonly parts: TableSizes
  readonly records: { readonly count: number; readonly each: number }
}

function report({ stored, repositories, full, thin, empty, added, parts, records }: Weights): void {
  const bytes = (sizes: TableSizes) =>
    AUDIT_TABLES.reduce((sum, table) => sum + (sizes[table] ?? 0) - (empty[table] ?? 0), 0)
  const detailed = bytes(full) / stored
  // The latest of each repository keeps its details.
  const thinned = (bytes(thin) - repositories * detailed) / (stored - repositories)
  const [fleet, aDay] = [Number(values.fleet), (Number(values.fleet) * Number(values.changing)) / 100]
  const audits = fleet + aDay * DAYS
  const withDetails = fleet + aDay * DETAILED_DAYS
  const year = withDetails * detailed + (audits - withDetails) * thinned
  const perChange = records.each * Math.min(DAYS, RECORD_DAYS) * aDay
  const rows = [
    ...AUDIT_TABLES.map((table) => ({
      what: `${table}, each audit`,
      bytes: ((full[table] ?? 0) - (empty[table] ?? 0)) / stored,
      'without details': ((thin[table] ?? 0) - (empty[table] ?? 0)) / stored,
    })),
    { what: 'one audit with its details', bytes: detailed, 'without details': null },
    { what: 'one audit that lost them', bytes: null, 'without details': thinned },
    { what: 'record of one module', bytes: records.each, 'without details': null },
    { what: `audits of ${fleet} after a year: ${Math.round(audits)}`, bytes: year, 'without details': null },
    { what: 'the same, kept whole', bytes: audits * detailed, 'without details': null },
    { what: 'records of one changed module each', bytes: perChange, 'without details': null },
  ]
  const bars = [
    { what: 'bytes of a stored audit, with details', value: detailed, most: BARS.audit },
    { what: 'bytes of a stored audit, without', value: thinned, most: BARS.audit },
    { what: 'rows by storing the same audits again', value: added, most: BARS.unchanged },
  ]
  publish({ bench: 'storage', rows, bars, details: { full, thin, empty, parts: each(parts, stored) } }, values.json)
}
