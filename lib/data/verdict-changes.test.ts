import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { changesSearch, parseChangesQuery } from './changes-query'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { listMovers } from './movers'
import { dayBefore } from './trend-days'
import { getVerdictChanges, readVerdictChanges } from './verdict-changes'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
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

/** One repository of a team whose verdicts moved long ago, some months ago and lately, a loose one, and a hidden one. */
async function seedChanges() {
  const organisation = await mintOrganisation()
  const seen = await seedRepository(organisation.id, {
    name: 'seen',
    states: [
      { day: dayBefore(900), score: 10, verdicts: { testing: 'fail', readme: 'fail', retries: 'unknown' } },
      { day: dayBefore(800), score: 20, verdicts: { testing: 'fail', readme: 'partial', retries: 'unknown' } },
      { day: dayBefore(120), score: 40, verdicts: { testing: 'pass', readme: 'partial', retries: 'unknown' } },
      { day: dayBefore(3), score: 30, verdicts: { testing: 'partial', readme: 'pass', retries: 'fail' } },
    ],
  })
  const loose = await seedRepository(organisation.id, {
    name: 'loose',
    states: [
      { day: dayBefore(120), score: 60, verdicts: { testing: 'fail', readme: 'fail' } },
      { day: dayBefore(5), score: 90, verdicts: { testing: 'pass', readme: 'pass' } },
    ],
  })
  const hidden = await seedRepository(organisation.id, {
    name: 'hidden',
    states: [
      { day: dayBefore(120), score: 60, verdicts: { testing: 'fail' } },
      { day: dayBefore(5), score: 90, verdicts: { testing: 'pass' } },
    ],
  })
  await seedTeam(organisation.id, 'flight', [seen, hidden])
  const access = accessTo(organisation, [seen, loose])
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  return { organisation, access }
}

test.each([
  [
    {},
    [
      'seen readme pass',
      'seen retries fail',
      'seen testing partial',
      'loose readme pass',
      'loose testing pass',
      'seen testing pass',
    ],
  ],
  [
    { range: '90d' },
    ['seen readme pass', 'seen retries fail', 'seen testing partial', 'loose readme pass', 'loose testing pass'],
  ],
  [
    { range: 'all', team: 'flight' },
    ['seen readme pass', 'seen retries fail', 'seen testing partial', 'seen testing pass', 'seen readme partial'],
  ],
  [{ moved: 'worse' }, ['seen testing partial']],
  [{ moved: 'better', team: '~none' }, ['loose readme pass', 'loose testing pass']],
  [{ characteristic: 'testing', range: '90d' }, ['seen testing partial', 'loose testing pass']],
  [{ moved: 'sideways', characteristic: 'nothing', range: '90d', team: 'nobody' }, []],
])('the address %j asks for these changes of visible repositories, and counts them', async (params, expected) => {
  const { organisation } = await seedChanges()
  const { changes, total } = await getVerdictChanges(organisation.login, parseChangesQuery(params))
  expect(changes.map(({ repository, characteristic, to }) => `${repository} ${characteristic} ${to}`)).toEqual(expected)
  expect(total).toBe(expected.length)
})

test('pages follow each other without a gap, and the count is that of all of them', async () => {
  const { organisation, access } = await seedChanges()
  const query = parseChangesQuery({ range: 'all' })
  const all = await readVerdictChanges(access, query)
  const pages = await Promise.all([1, 2, 3, 4].map((page) => readVerdictChanges(access, { ...query, page }, 2)))
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 2, 1])
  expect(pages.flat()).toEqual(all)
  const { changes, total } = await getVerdictChanges(organisation.login, { ...query, page: 9 })
  expect([changes, total]).toEqual([[], 7])
})

test('a mover names the verdict that moved it most in its direction, and the two commits', async () => {
  const { organisation } = await seedChanges()
  const { movers, total } = await listMovers(organisation.login, { window: 30, page: 1 })
  expect(total).toBe(2)
  expect(movers).toMatchObject([
    { name: 'loose', change: 30, top: { characteristic: 'testing', from: 'fail', to: 'pass' } },
    { name: 'seen', change: -10, top: { characteristic: 'testing', from: 'pass', to: 'partial' } },
  ])
  expect(movers[1]).toMatchObject({ commitBefore: '2'.padStart(40, '0'), commit: '3'.padStart(40, '0') })
})

test.each(['readme', 'testing'] as const)(
  'the verdict that moved a score most is told by the organisation’s own weights: %s',
  async (heaviest) => {
    const { organisation } = await seedChanges()
    await db().organisation.update({
      where: { githubId: organisation.id },
      data: { weights: { readme: 1, testing: 1, [heaviest]: 10 }, weightsSince: new Date() },
    })
    const { movers } = await listMovers(organisation.login, { window: 30, moved: 'better', page: 1 })
    expect(movers).toMatchObject([{ name: 'loose', top: { characteristic: heaviest } }])
  },
)

test.each([
  [{ moved: 'worse' as const }, ['seen']],
  [{ moved: 'better' as const }, ['loose']],
  [{ team: 'flight' }, ['seen']],
  [{ team: '~none' }, ['loose']],
  [{ kind: 'library' as const }, []],
  [{ page: 2 }, []],
])('movers of %j are these', async (asked, names) => {
  const { organisation } = await seedChanges()
  const { movers } = await listMovers(organisation.login, { window: 30, page: 1, ...asked })
  expect(movers.map(({ name }) => name)).toEqual(names)
})

test.each([
  [{}, '', ''],
  [{ moved: 'worse', changes: '3' }, '?sort=name&page=2', '?sort=name&page=2&moved=worse'],
  [{ range: '90d', characteristic: 'testing' }, '', '?characteristic=testing&range=90d'],
  [{ range: '1y' }, '?range=90d&sort=name', '?sort=name'],
])('the address of %j beside what is kept goes to the first page', (params, kept, search) => {
  expect(changesSearch(parseChangesQuery(params), {}, kept)).toBe(search)
})
