import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { readMarks } from './change-mark'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { keptAnswer } from './kept-answers'
import { readScorecardSummary } from './scorecard'
import { readTeam, readTeamHead } from './team'
import { readTeamComparison } from './teams'
import { dayBefore } from './trend-days'
import { readOrganisationTrend } from './trends'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

async function seedTwo() {
  const organisation = await mintOrganisation()
  const seed = (name: string, score: number) =>
    seedRepository(organisation.id, { name, states: [{ day: dayBefore(200), score }] })
  return { organisation, first: await seed('first', 80), second: await seed('second', 40) }
}

test('what is kept for one set of repositories is shown to nobody who may see others', async () => {
  const { organisation, first, second } = await seedTwo()
  const scoreOf = async (...ids: bigint[]) => (await readScorecardSummary(accessTo(organisation, ids))).score
  expect(await scoreOf(first, second)).toBe(60)
  expect(await scoreOf(first)).toBe(80)
  expect(await scoreOf(second)).toBe(40)
  expect(await scoreOf()).toBeNull()
  const trendOf = async (...ids: bigint[]) =>
    (await readOrganisationTrend(accessTo(organisation, ids))).points.map(({ value }) => value).slice(-2)
  expect(await trendOf(first, second)).toEqual([60, 60])
  expect(await trendOf(second)).toEqual([40, 40])
})

test('it is read once while nothing changes, whoever of those who see the same asks', async () => {
  const { organisation, first, second } = await seedTwo()
  const read = vi.fn(async () => 'answer')
  await keptAnswer(accessTo(organisation, [first, second]), 'question', read)
  await keptAnswer(accessTo(organisation, [second, first], { viewerId: 2n }), 'question', read)
  expect(read).toHaveBeenCalledTimes(1)
  await keptAnswer(accessTo(organisation, [first, second]), 'another question', read)
  expect(read).toHaveBeenCalledTimes(2)
})

test.each([
  ['an audit', (id: bigint) => audit(id), { now: 2, past: 1 }],
  ['a repository that no longer counts', (id: bigint) => update(id, { isCounted: false }), { now: 2, past: 2 }],
  ['a changed setting', (_: bigint, org: bigint) => setting(org), { now: 2, past: 2 }],
])('after %s it is read anew', async (_, change, expected) => {
  const { organisation, first, second } = await seedTwo()
  const access = accessTo(organisation, [first, second])
  const [now, past] = [vi.fn(async () => 'now'), vi.fn(async () => 'past')]
  const ask = () => Promise.all([keptAnswer(access, 'this', now), keptAnswer(access, 'that', past, 'past')])
  await ask()
  await change(first, organisation.id)
  await ask()
  expect({ now: now.mock.calls.length, past: past.mock.calls.length }).toEqual(expected)
})

test('what was read while settings changed is shown to nobody once they are changed back', async () => {
  const { organisation, first, second } = await seedTwo()
  const ask = (read: () => Promise<string>, of: 'now' | 'past') =>
    keptAnswer(accessTo(organisation, [first, second]), 'weighed', read, of)
  const weigh = (weights: string | null) =>
    db()
      .$executeRaw`update organisations set weights = ${weights}::jsonb, weights_since = case when ${weights !== null} then now() end
      where github_id = ${organisation.id}`
  for (const of of ['now', 'past'] as const) {
    const whileTheyChange = async () => {
      await weigh('{"readme": 10}')
      return 'by other weights'
    }
    expect(await ask(whileTheyChange, of)).toBe('by other weights')
    await weigh(null)
    expect(await ask(async () => 'by the standard ones', of)).toBe('by the standard ones')
  }
})

test('answers that are asked for together ask once in which state things are, and later ones again', async () => {
  const { organisation, first, second } = await seedTwo()
  const access = accessTo(organisation, [first, second])
  const [one, other] = [readMarks(access), readMarks(access)]
  expect(other).toBe(one)
  const { mark } = await one
  await audit(first)
  expect((await readMarks(access)).mark).not.toBe(mark)
})

test('an audit moves today’s point of a trend and leaves those before it', async () => {
  const { organisation, first, second } = await seedTwo()
  const access = accessTo(organisation, [first, second])
  const ends = async () => (await readOrganisationTrend(access)).points.map(({ value }) => value).slice(-2)
  expect(await ends()).toEqual([60, 60])
  await audit(first)
  expect(await ends()).toEqual([60, 70])
})

test('a repository that leaves a team is at once in none of its figures', async () => {
  const { organisation, first, second } = await seedTwo()
  const access = accessTo(organisation, [first, second])
  const teamId = await seedTeam(organisation.id, 'core', [first, second])
  const read = async () => {
    const { teams } = await readTeamComparison(access)
    const head = await readTeamHead(access, 'core')
    const team = head && (await readTeam(access, head))
    return [teams[0]?.trend.points.at(-1)?.value, team?.trend.points.at(-1)?.value]
  }
  expect(await read()).toEqual([60, 60])
  await db().teamRepository.deleteMany({ where: { teamId, repositoryId: first } })
  expect(await read()).toEqual([40, 40])
})

/** Its code is better now: 100. */
async function audit(repositoryId: bigint): Promise<void> {
  const { id: _, ...before } = await db().audit.findFirstOrThrow({ where: { repositoryId } })
  const [{ id }] = await db().$queryRaw<[{ id: bigint }]>`
    insert into audits (repository_id, commit, rubric_version, committed_at, score, coverage, kind, kind_reason, kind_evidence,
      projects, roles, limits, lines_of_code, duration_ms, categories, verdicts)
    select repository_id, md5(commit), rubric_version, now(), 100, coverage, kind, kind_reason, kind_evidence, projects,
      roles, limits, lines_of_code, duration_ms, categories, verdicts from audits where commit = ${before.commit}
      and repository_id = ${repositoryId} returning id`
  await update(repositoryId, { latestAuditId: id })
}

async function update(githubId: bigint, data: { isCounted: boolean } | { latestAuditId: bigint }): Promise<void> {
  await db().repository.update({ where: { githubId }, data })
}

async function setting(githubId: bigint): Promise<void> {
  await db().organisation.update({ where: { githubId }, data: { includeForks: true } })
}
