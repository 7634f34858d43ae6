import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyReport } from '@/e2e/scans/scan-world'
import type { Verdict } from '@/lib/checks/rubric'
import { findUnattributed } from '@/lib/data/attributions'
import { db } from '@/lib/data/db'
import { storeAudit } from '@/lib/data/store-audit'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { askToAttributeLeftovers } from './attribute-leftovers'
import { reconcileOrganisations } from './reconcile'

const HANGAR = 100n
const ELSEWHERE = 200n
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().organisation.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  for (const [githubId, login] of [
    [HANGAR, 'hangar'],
    [ELSEWHERE, 'elsewhere'],
  ] as const) {
    await db().organisation.create({ data: { githubId, login } })
  }
})

test('every day commits are looked for where a verdict changed and none is known, in the organisations that can be read', async () => {
  await audited(1n, ['fail', 'pass'])
  await audited(2n, ['pass', 'pass'])
  await audited(3n, ['unknown', 'pass'])
  await audited(4n, ['fail', 'pass'])
  await audited(5n, ['fail', 'pass'], { organisationId: ELSEWHERE })
  await audited(6n, ['fail', 'pass'], { rubrics: ['r0', 'r1'] })
  const [pair] = await findUnattributed(4n, 'r1')
  const known = { repositoryId: 4n, characteristic: 'readme', fromVerdict: 'fail', toVerdict: 'pass', headline: '' }
  const commits = { commitBefore: pair?.before.commit ?? '', commitAfter: pair?.after.commit ?? '', lastCommit: 'l' }
  const found = { precision: 'range', commit: 'c', committedAt: new Date() }
  await db().attribution.create({ data: { ...known, ...commits, ...found } })

  await db().user.upsert({ where: { githubId: 7n }, create: { githubId: 7n, login: 'ada' }, update: {} })
  const seen = { userId: 7n, organisationId: HANGAR, role: 'admin', repositoryIds: [], fetchedAt: new Date() }
  await db().visibility.create({ data: seen })
  await db().scan.create({
    data: { organisationId: HANGAR, scope: 'organisation', trigger: 'person', status: 'done' },
  })
  await reconcileOrganisations()
  expect(await asked()).toEqual(['attribute:1'])
})

test('it is done for some at a time', async () => {
  for (const id of [1n, 2n, 3n, 4n, 5n]) await audited(id, ['fail', 'pass'])
  await askToAttributeLeftovers([HANGAR], 2)
  expect(await asked()).toHaveLength(2)
})

/** A repository with two audits, yesterday's being the head. */
async function audited(
  githubId: bigint,
  verdicts: readonly [Verdict, Verdict],
  { organisationId = HANGAR, rubrics = ['r1', 'r1'] as readonly [string, string] } = {},
): Promise<void> {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const about = { description: null, language: 'Python', languages: ['Python'], pushedAt: null, defaultBranch: 'main' }
  const head = { commit: `${githubId}-1`, tree: `${githubId}-tree-1` }
  await storeRepositoryNow(organisationId, { githubId, name: `r${githubId}`, ...flags, ...about, head })
  for (const [index, verdict] of verdicts.entries()) {
    const committedAt = new Date(Date.now() - (2 - index) * 24 * 3600_000)
    const commit = `${githubId}-${index}`
    const report = emptyReport(rubrics[index] ?? '', { repository: `hangar/r${githubId}`, commit, committedAt })
    const results = report.results.map((result) => ({ ...result, verdict }))
    const tree = `${githubId}-tree-${index}`
    const audit = { repositoryId: githubId, commit, tree, committedAt, durationMs: 1 }
    await storeAudit({ ...audit, report: { ...report, results } })
  }
}

async function asked(): Promise<string[]> {
  const rows = await db().$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs where task_identifier = 'attribute-changes' order by 1`
  return rows.map(({ key }) => key)
}
