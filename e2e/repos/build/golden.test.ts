import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditSnapshot } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import { readCommit } from '@/lib/snapshot/git-commit'
import { buildRepositories } from './build-repositories'
import { readGolden } from './golden'

const sourceDir = fileURLToPath(new URL('..', import.meta.url))
const names = readdirSync(sourceDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'build')
  .map((entry) => entry.name)

let records: Awaited<ReturnType<typeof createInThreadRecords>>
let outDir: string

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'airworthy-golden-'))
  await buildRepositories({ sourceDir, outDir: join(outDir, 'github'), anchor: new Date('2026-11-01T00:00:00Z') })
  records = await createInThreadRecords()
})
afterAll(() => rmSync(outDir, { recursive: true, force: true }))

test.each(names)('%s is judged as a reader of the rubric judged it', async (name) => {
  const golden = await readGolden(sourceDir, name)
  const snapshot = await readCommit(join(outDir, 'github/repositories/skylark-air', `${name}.git`), 'HEAD')
  const report = await auditSnapshot(snapshot, records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })
  const judged = Object.fromEntries(report.results.map(({ id, verdict, message }) => [id, { verdict, message }]))
  const differences = Object.entries(golden.characteristics)
    .filter(
      ([id, { verdict, acceptable = [] }]) => ![verdict, ...acceptable].includes(judged[id]?.verdict ?? 'unknown'),
    )
    .map(
      ([id, { verdict, reason }]) =>
        `${id}: reader ${verdict} (${reason}), engine ${judged[id]?.verdict} (${judged[id]?.message})`,
    )
  expect(differences.join('\n')).toBe('')
  expect(report.kind).toBe(golden.kind)
})
