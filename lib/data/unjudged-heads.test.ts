import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { findBadge } from './badges'
import { db } from './db'
import { findDueRepositories } from './due-repositories'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { getRepository } from './repository'
import { listRepositories } from './repository-list'
import { parseScorecardQuery } from './scorecard-query'
import { reuseAudit } from './store-audit'
import { dayBefore } from './trend-days'
import { noteUnjudged } from './unjudged-heads'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn(), requireRepositoryAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({
  env: () => ({ DATABASE_URL: process.env.DATABASE_URL, GITHUB_URL: 'https://github.example' }),
  wayIn: () => 'oauth',
}))

const RULES = 'rules'
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

/** A repository that was audited at one commit, and whose head is another one. */
async function seedMoved() {
  const organisation = await mintOrganisation()
  const id = await seedRepository(organisation.id, {
    name: 'app',
    states: [{ day: dayBefore(2), score: 90, rubricVersion: RULES }],
  })
  const { latestAuditId } = await db().repository.findUniqueOrThrow({ where: { githubId: id } })
  const audited = { commit: 'a'.repeat(40), tree: '1'.repeat(40) }
  await db().audit.update({ where: { id: latestAuditId ?? 0n }, data: audited })
  const access = accessTo(organisation, [id])
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  vi.mocked(requireRepositoryAccess).mockResolvedValue({
    ...access,
    repositoryId: id,
    repositoryName: 'app',
    administers: false,
    mayWrite: false,
  })
  const moveTo = (headCommit: string, headTree: string) =>
    db().repository.update({ where: { githubId: id }, data: { headCommit, headTree } })
  const head = 'b'.repeat(40)
  await moveTo(head, '2'.repeat(40))
  const shown = async () => {
    const { rows } = await listRepositories(organisation.login, parseScorecardQuery({}))
    const badge = await findBadge({ org: organisation.login, name: 'app', characteristic: null, signature: null })
    const detail = await getRepository(organisation.login, 'app')
    return [rows[0]?.isBehind, badge.facts?.isBehind, detail.isBehind]
  }
  const due = async (rules = RULES) => (await findDueRepositories(organisation.id, rules, [id])).head.length
  return { id, head, audited, moveTo, shown, due }
}

test('a score is shown as behind wherever it is shown from when the newest head could not be judged', async () => {
  const { id, head, shown } = await seedMoved()
  expect(await shown()).toEqual([false, false, false])
  await noteUnjudged(id, head, RULES)
  expect(await shown()).toEqual([true, true, true])
})

test('it stays behind while a newer head waits, until a head is audited', async () => {
  const { id, head, audited, moveTo, shown } = await seedMoved()
  await noteUnjudged(id, head, RULES)
  await moveTo('c'.repeat(40), '3'.repeat(40))
  expect(await shown()).toEqual([true, true, true])
  await moveTo(audited.commit, audited.tree)
  expect(await shown()).toEqual([false, false, false])
  expect(await reuseAudit(id, audited.commit, RULES)).toBe(true)
  await moveTo('d'.repeat(40), '4'.repeat(40))
  expect(await shown()).toEqual([false, false, false])
})

test('a head that could not be judged is due again by other rules or at another commit alone', async () => {
  const { id, head, moveTo, due } = await seedMoved()
  expect(await due()).toBe(1)
  await noteUnjudged(id, head, RULES)
  expect([await due(), await due('other')]).toEqual([0, 1])
  await moveTo('c'.repeat(40), '3'.repeat(40))
  expect(await due()).toBe(1)
})

test('what is no longer the head is not noted', async () => {
  const { id, shown } = await seedMoved()
  await noteUnjudged(id, 'e'.repeat(40), RULES)
  expect(await shown()).toEqual([false, false, false])
})
