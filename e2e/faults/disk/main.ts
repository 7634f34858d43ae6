import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditReport } from '@/lib/audit/report'
import { db } from '@/lib/data/db'
import { storeAudit } from '@/lib/data/store-audit'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { emptyReport } from '../../scans/scan-world'
import { startOwnPostgres } from '../own-postgres'
import { findHalfWritten } from '../stored-state'

/* Stores audits in a Postgres whose disk is small until it is full, then gives it room: see README.md. */

const [SMALL, ROOMY] = ['120m', '400m']
const [ORGANISATION, API] = [100n, 1n]
const MOST = 300
const EVIDENCE_BYTES = 600_000

const disk = mkdtempSync(join(tmpdir(), 'airworthy-full-disk-'))
if (mount()) await main()
else console.log(JSON.stringify({ suite: 'disk', skipped: 'only root may mount a small disk (tmpfs)' }))
rmSync(disk, { recursive: true, force: true })

async function main(): Promise<void> {
  const wrong: string[] = []
  const stored: string[] = []
  let refusal = ''
  try {
    const postgres = await startOwnPostgres(join(disk, 'home'))
    Object.assign(process.env, {
      DATABASE_URL: postgres.url,
      GITHUB_TOKEN: 'a-token',
      NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
      AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      LOG_LEVEL: 'silent',
    })
    await db().organisation.create({ data: { githubId: ORGANISATION, login: 'hangar' } })
    await storeRepositoryNow(ORGANISATION, repository())
    while (refusal === '' && stored.length < MOST) {
      await store(`commit-${stored.length}`).then(
        (commit) => stored.push(commit),
        (error: unknown) => {
          refusal = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error)
        },
      )
    }
    if (refusal === '') wrong.push('the disk was never full')
    execFileSync('mount', ['-o', `remount,size=${ROOMY}`, disk])
    await db().$disconnect()
    await postgres.stop()
    await postgres.start()
    const kept = await db().audit.findMany({ select: { commit: true }, orderBy: { id: 'asc' } })
    const found = new Set(kept.map(({ commit }) => commit))
    const lost = stored.filter((commit) => !found.has(commit))
    if (lost.length > 0) wrong.push(`${lost.length} audits were lost`)
    if (found.size > stored.length + 1) wrong.push('there are audits that nobody stored')
    await store('after it')
    wrong.push(...(await findHalfWritten()))
    await db().$disconnect()
    await postgres.remove()
  } finally {
    execFileSync('umount', ['--lazy', disk])
  }
  for (const one of wrong) console.log(`WRONG: ${one}`)
  console.log(JSON.stringify({ suite: 'disk', stored: stored.length, refusal, wrong: wrong.length }))
  process.exitCode = wrong.length === 0 ? 0 : 1
}

async function store(commit: string): Promise<string> {
  const committedAt = new Date()
  const report: AuditReport = emptyReport('r1', { repository: 'hangar/api', commit, committedAt })
  const note = randomBytes(EVIDENCE_BYTES).toString('base64')
  const results = report.results.map((result) => ({ ...result, evidence: [{ path: 'README.md', line: 1, note }] }))
  await storeAudit({
    repositoryId: API,
    commit,
    tree: commit,
    committedAt,
    durationMs: 1,
    report: { ...report, results },
  })
  return commit
}

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL},mode=711`, 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function repository() {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const nothing = { description: null, language: null, pushedAt: null, defaultBranch: 'main', head: null }
  return { githubId: API, name: 'api', ...flags, ...nothing, languages: [] }
}
