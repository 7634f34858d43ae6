import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readInput } from '@/lib/cli/read-input'
import { db } from '@/lib/data/db'
import { createAuditTools } from '@/lib/scans/create-audit-tools'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { benchEnvironment } from './bench-environment'
import { JSON_OPTION, median, publish } from './bench-report'
import { type Cost, costHere } from './child-cost'
import { generatedFiles, writeFiles } from './generated-checkout'

const USAGE = `Audits one repository, changes one file and audits it again, with the records that scans keep in the database.

Usage: npm run bench -- again [FOLDER] [--rounds 3] [--json FILE]

FOLDER is one checkout; without it a service of 20,000 lines is generated. "cold" knows nothing and starts its threads; "new
worker" finds the records in the database and starts its threads; "same worker" has audited the repository before.
Processor time is that of this process with its threads, not Postgres's. The command line keeps nothing between two runs.
`
const MOST_SHARE = 0.05
const ABOUT = { repository: 'bench/again', commit: '0'.repeat(40), committedAt: new Date(0) }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...JSON_OPTION,
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || positionals.length > 1) process.stdout.write(USAGE)
else await main(positionals[0])

async function main(given: string | undefined): Promise<void> {
  const own = given ? null : await mkdtemp(join(tmpdir(), 'airworthy-again-'))
  const folder = resolve(given ?? own ?? '')
  if (own) await writeFiles(own, generatedFiles('again', { modules: 130, lines: 160, tests: 20 }))
  const database = await createTestDatabase()
  Object.assign(process.env, benchEnvironment(database.url))
  const costs: Record<'cold' | 'new worker' | 'same worker', Cost[]> = { cold: [], 'new worker': [], 'same worker': [] }
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      await db().moduleRecord.deleteMany()
      const first = createAuditTools()
      costs.cold.push(await audit(first, await read(folder)))
      costs['same worker'].push(await audit(first, changed(await read(folder), `same ${round}`)))
      await first.close()
      const second = createAuditTools()
      costs['new worker'].push(await audit(second, changed(await read(folder), `new ${round}`)))
      await second.close()
    }
  } finally {
    await db().$disconnect()
    await database.drop()
    if (own) await rm(own, { recursive: true, force: true })
  }
  const cold = median(costs.cold.map(({ cpu }) => cpu))
  const rows = Object.entries(costs).map(([audit, each]) => {
    const cpu = median(each.map(({ cpu }) => cpu))
    return { audit, 'CPU s': cpu, share: cpu / cold, 'wall s': median(each.map(({ wall }) => wall)) }
  })
  const bars = rows
    .slice(1)
    .map(({ audit, share }) => ({ what: `${audit}, share of cold`, value: share, most: MOST_SHARE }))
  publish({ bench: 'again', rows, bars }, values.json)
}

function audit(tools: ReturnType<typeof createAuditTools>, snapshot: RepoSnapshot): Promise<Cost> {
  return costHere(() => tools.auditSnapshot(snapshot, ABOUT))
}

/** Anew for each audit, which consumes it; reading counts for nothing. */
async function read(folder: string): Promise<RepoSnapshot> {
  return (await readInput(folder, null, () => undefined)).snapshot
}

function changed(snapshot: RepoSnapshot, how: string): RepoSnapshot {
  const file = [...snapshot.files.values()].find(
    ({ path, content }) => path.endsWith('.py') && content && content.length > 200,
  )
  if (!file?.content) throw new Error('There is no module to change.')
  const content = Buffer.concat([file.content, Buffer.from(`\n\ndef changed():\n    return "${how}"\n`)])
  const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  const next: SnapshotFile = { ...file, content: new Uint8Array(content), size: content.length, blob }
  return { ...snapshot, files: new Map([...snapshot.files, [file.path, next]]) }
}
