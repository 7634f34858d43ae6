import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { getAuditComparison } from './audit-comparison'
import { db } from './db'
import { accessTo, mintOrganisation, type PlannedState, seedRepository } from './fixtures/organisation'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn(), requireRepositoryAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({
  env: () => ({ DATABASE_URL: process.env.DATABASE_URL, GITHUB_URL: 'https://github.example' }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})
beforeEach(() => {
  vi.mocked(requireRepositoryAccess).mockReset()
})

const [FIRST, SECOND, THIRD] = ['0', '1', '2'].map((index) => index.padStart(40, '0')) as [string, string, string]
const STATES: readonly PlannedState[] = [
  { day: '2026-01-31', score: 30, verdicts: { testing: 'fail', readme: 'pass', 'ci-cd': 'fail' } },
  { day: '2026-02-28', score: 50, verdicts: { testing: 'partial', readme: 'pass', 'ci-cd': 'fail' } },
  { day: '2026-03-31', score: 70, verdicts: { testing: 'pass', readme: 'partial', 'ci-cd': 'fail' } },
]

async function seedSeen(states: readonly PlannedState[] = STATES) {
  const organisation = await mintOrganisation()
  const id = await seedRepository(organisation.id, { name: 'booking-api', states })
  const rights = { administers: false, mayWrite: false }
  const access = { ...accessTo(organisation, [id]), repositoryId: id, repositoryName: 'booking-api', ...rights }
  vi.mocked(requireRepositoryAccess).mockResolvedValue(access)
  return { id, compare: (asked = {}) => getAuditComparison(organisation.login, 'booking-api', asked) }
}

test('a stranger is refused', async () => {
  const { compare } = await seedSeen()
  vi.mocked(requireRepositoryAccess).mockRejectedValue(new Error('not found'))
  await expect(compare()).rejects.toThrow('not found')
})

test('without a choice the last audit is compared with the one before it', async () => {
  const { compare } = await seedSeen()
  const { choices, compared, missing } = await compare()
  expect(choices.map(({ commit }) => commit)).toEqual([THIRD, SECOND, FIRST])
  expect(compared).toMatchObject({ from: { commit: SECOND, score: 50 }, to: { commit: THIRD, score: 70 }, same: 1 })
  expect(compared?.changes).toEqual([
    {
      characteristic: 'testing',
      from: 'partial',
      to: 'pass',
      messageBefore: 'Seen.',
      messageAfter: 'Seen.',
      steps: [],
    },
    { characteristic: 'readme', from: 'pass', to: 'partial', messageBefore: 'Seen.', messageAfter: 'Seen.', steps: [] },
  ])
  expect(missing).toEqual([])
})

test('two chosen commits are compared in the order asked for, by whole ids or beginnings that name one', async () => {
  const { compare, id } = await seedSeen()
  const named = 'abcdef1'.padEnd(40, '0')
  await db().audit.updateMany({ where: { repositoryId: id, commit: FIRST }, data: { commit: named } })
  const { compared } = await compare({ from: THIRD, to: 'ABCDEF1' })
  expect(compared).toMatchObject({ from: { commit: THIRD }, to: { commit: named, categories: { robustness: null } } })
  expect(compared?.changes.map(({ characteristic, from, to }) => [characteristic, from, to])).toEqual([
    ['testing', 'pass', 'fail'],
    ['readme', 'partial', 'pass'],
  ])
})

test.each([
  ['a commit that was never audited', 'f'.repeat(40)],
  ['a beginning that several share', '0000000'],
  ['what is no commit', "' or true --"],
])('%s is told, and nothing is compared', async (_what, from) => {
  const { compare } = await seedSeen()
  expect(await compare({ from, to: THIRD })).toMatchObject({ compared: null, missing: [from] })
})

test('changes on the way name their commits, and those before or after do not', async () => {
  const { compare, id } = await seedSeen()
  const change = (characteristic: string, commitBefore: string, commitAfter: string, commit: string) => ({
    repositoryId: id,
    characteristic,
    fromVerdict: 'fail',
    toVerdict: 'partial',
    commitBefore,
    commitAfter,
    precision: 'exact',
    commit: commit.repeat(40),
    lastCommit: commitBefore,
    committedAt: new Date('2026-02-10T00:00:00Z'),
    headline: 'Test the booking',
    pullNumber: 7,
    pullTitle: 'Tests',
    mergedByLogin: 'grace',
  })
  await db().attribution.createMany({
    data: [change('testing', FIRST, SECOND, 'a'), change('testing', SECOND, THIRD, 'b')],
  })
  const stepsOf = async (from: string, to: string) =>
    (await compare({ from, to })).compared?.changes
      .find(({ characteristic }) => characteristic === 'testing')
      ?.steps.map(({ cause }) => cause.commit[0])
  expect(await stepsOf(FIRST, THIRD)).toEqual(['a', 'b'])
  expect(await stepsOf(THIRD, FIRST)).toEqual(['a', 'b'])
  expect(await stepsOf(FIRST, SECOND)).toEqual(['a'])
})

test('of a commit that was audited twice the last audit counts, and that the rules differ is said', async () => {
  const { compare, id } = await seedSeen()
  const first = await db().audit.findFirstOrThrow({ where: { repositoryId: id, commit: THIRD } })
  const { id: _id, categories: _categories, ...rest } = first
  await db().audit.create({
    data: {
      ...rest,
      kindEvidence: [],
      projects: [],
      roles: {},
      limits: [],
      excerpts: [],
      meanScores: {},
      override: undefined,
      verdicts: { testing: 'partial', readme: 'pass', 'ci-cd': 'pass' },
      rubricVersion: 'v2',
      score: 55,
    },
  })
  const { compared, choices } = await compare()
  expect(choices).toHaveLength(3)
  expect(compared).toMatchObject({ to: { commit: THIRD, score: 55 }, rulesChanged: true })
  // The verdicts alone are kept of it.
  expect(compared?.changes).toMatchObject([{ characteristic: 'ci-cd', messageBefore: 'Seen.', messageAfter: null }])
})

test('a repository with one audit or none has nothing to compare', async () => {
  const one = await seedSeen([{ day: '2026-01-31', score: 30 }])
  expect(await one.compare()).toMatchObject({ choices: [{ commit: FIRST }], compared: null, missing: [] })
  const none = await seedSeen([])
  expect(await none.compare()).toMatchObject({ choices: [], compared: null, missing: [] })
})
