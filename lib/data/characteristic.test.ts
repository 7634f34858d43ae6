import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { getAdoptionTrend, listAdoption } from './adoption'
import { getAdoptionGroups, readAdoptionPage } from './adoption-groups'
import { getAdoptionTrends, readAdoptionTrends } from './adoption-trends'
import { listStandings } from './characteristic'
import { characteristicSearch, parseCharacteristicQuery } from './characteristic-query'
import { db } from './db'
import { accessTo, mintOrganisation, type PlannedState, seedRepository, seedTeam } from './fixtures/organisation'
import { dayBefore } from './trend-days'

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

const longAgo = dayBefore(200)
const recently = dayBefore(3)
const all = parseCharacteristicQuery({})

/** Of `testing`: two pass (one failed before), one fails, one is not applicable, one is not scanned, one hidden fails. */
async function seedStandings() {
  const organisation = await mintOrganisation()
  const seed = (name: string, ...verdicts: ('pass' | 'fail' | 'not_applicable' | 'unknown')[]) =>
    seedRepository(organisation.id, {
      name,
      kind: name === 'delta' ? 'library' : 'web-service',
      states: verdicts.map((testing, index) => ({
        day: index === verdicts.length - 1 ? recently : longAgo,
        score: 50,
        verdicts: { testing },
      })),
    })
  const alpha = await seed('alpha', 'pass', 'pass')
  const bravo = await seed('bravo', 'fail', 'pass')
  const charlie = await seed('charlie', 'fail', 'fail')
  const delta = await seed('delta', 'not_applicable', 'not_applicable')
  const echo = await seed('echo')
  const hidden = await seed('hidden', 'fail', 'fail')
  await seedTeam(organisation.id, 'flight', [alpha, charlie, hidden])
  await seedTeam(organisation.id, 'secret', [hidden])
  const access = accessTo(organisation, [alpha, bravo, charlie, delta, echo])
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  return { login: organisation.login, organisation, access }
}

const names = async (login: string, params: Record<string, string>) =>
  (await listStandings(login, 'testing', parseCharacteristicQuery(params))).rows.map(({ name }) => name)

test.each([
  ['adoption', (login: string) => listAdoption(login)],
  ['adoption over time', (login: string) => getAdoptionTrend(login, 'testing')],
  ['standings', (login: string) => listStandings(login, 'testing', all)],
])('a stranger is refused %s', async (_what, read) => {
  const { login } = await seedStandings()
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(read(login)).rejects.toThrow('not found')
})

test('adoption counts visible repositories, and measures the change over 90 days', async () => {
  const { login } = await seedStandings()
  const { audited, characteristics } = await listAdoption(login)
  expect(audited).toBe(4)
  expect(characteristics).toHaveLength(20)
  const testing = characteristics.find(({ id }) => id === 'testing')
  expect(testing?.counts).toEqual({ pass: 2, partial: 0, fail: 1, not_applicable: 1, unknown: 0 })
  expect(testing?.adoption).toBeCloseTo(66.67, 1)
  expect(testing?.change).toBeCloseTo(33.33, 1)
  expect(characteristics.find(({ id }) => id === 'readme')).toMatchObject({ adoption: null, change: null })
})

test('a change across other rules is no change', async () => {
  const organisation = await mintOrganisation()
  const id = await seedRepository(organisation.id, {
    name: 'alpha',
    states: [
      { day: longAgo, score: 10, verdicts: { testing: 'fail' } },
      { day: recently, score: 90, verdicts: { testing: 'pass' }, rubricVersion: 'v2' },
    ],
  })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [id]))
  const { characteristics } = await listAdoption(organisation.login)
  expect(characteristics.find((one) => one.id === 'testing')).toMatchObject({ adoption: 100, change: null })
})

test('the change is of the repositories that were judged then and now by the same rules, however many others there are', async () => {
  const organisation = await mintOrganisation()
  const seed = (name: string, states: PlannedState[]) => seedRepository(organisation.id, { name, states })
  const seen = [
    await seed('risen', [
      { day: longAgo, score: 10, verdicts: { testing: 'fail', readme: 'pass' } },
      { day: recently, score: 90, verdicts: { testing: 'pass', readme: 'pass' } },
    ]),
    await seed('the same', [{ day: longAgo, score: 10, verdicts: { testing: 'partial', readme: 'not_applicable' } }]),
    await seed('rejudged', [
      { day: longAgo, score: 90, verdicts: { testing: 'pass' }, rubricVersion: 'v0' },
      { day: recently, score: 10, verdicts: { testing: 'fail' } },
    ]),
    await seed('new', [{ day: recently, score: 10, verdicts: { testing: 'fail', readme: 'fail' } }]),
  ]
  await seed('hidden', [
    { day: longAgo, score: 90, verdicts: { testing: 'pass', readme: 'pass' } },
    { day: recently, score: 10, verdicts: { testing: 'fail', readme: 'fail' } },
  ])
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, seen))
  const { characteristics } = await listAdoption(organisation.login)
  const of = (id: string) => characteristics.find((one) => one.id === id)
  expect(of('testing')).toMatchObject({ adoption: 25, change: 50, compared: 2 })
  expect(of('readme')).toMatchObject({ adoption: 50, change: 0, compared: 1 })
  expect(of('retries')).toMatchObject({ change: null, compared: 0 })
})

test('an organisation without audits has no adoption', async () => {
  const organisation = await mintOrganisation()
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, []))
  expect(await listAdoption(organisation.login)).toMatchObject({ audited: 0 })
  const { points } = await getAdoptionTrend(organisation.login, 'testing')
  expect(points.every(({ value }) => value === null)).toBe(true)
})

test('adoption over time leaves out what does not apply and ends today', async () => {
  const { login } = await seedStandings()
  const { points } = await getAdoptionTrend(login, 'testing')
  expect(points).toHaveLength(13)
  expect(points[0]).toMatchObject({ value: null, repositories: 0 })
  expect(points.at(-3)).toMatchObject({ repositories: 3 })
  expect(points.at(-3)?.value).toBeCloseTo(33.33, 1)
  expect(points.at(-1)?.value).toBeCloseTo(66.67, 1)
})

test('standings name each visible repository with its reason, the worst first', async () => {
  const { login } = await seedStandings()
  const { rows, total, counts } = await listStandings(login, 'testing', all)
  expect(rows.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'charlie fail',
    'alpha pass',
    'bravo pass',
    'delta not_applicable',
  ])
  expect(rows[0]).toMatchObject({
    message: 'Seen.',
    evidence: null,
    githubUrl: `https://github.example/${login}/charlie`,
  })
  expect(total).toBe(4)
  expect(counts).toEqual({ pass: 2, partial: 0, fail: 1, not_applicable: 1, unknown: 0 })
})

test('standings are narrowed by verdict, team and kind, and the counts are of team and kind', async () => {
  const { login } = await seedStandings()
  expect(await names(login, { verdict: 'pass' })).toEqual(['alpha', 'bravo'])
  expect(await names(login, { kind: 'library' })).toEqual(['delta'])
  expect(await names(login, { team: 'flight' })).toEqual(['charlie', 'alpha'])
  expect(await names(login, { team: 'flight', verdict: 'fail' })).toEqual(['charlie'])
  expect(await names(login, { team: '~none' })).toEqual(['bravo', 'delta'])
  expect(await names(login, { team: "flight' or true --" })).toHaveLength(4)
  expect(await names(login, { page: '2' })).toEqual([])
  const { counts, total } = await listStandings(
    login,
    'testing',
    parseCharacteristicQuery({ team: 'flight', verdict: 'fail' }),
  )
  expect(counts).toMatchObject({ pass: 1, fail: 1 })
  expect(total).toBe(1)
})

test('a team of which the viewer may not know finds nothing', async () => {
  const { login, access } = await seedStandings()
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access })
  expect(await names(login, { team: 'secret' })).toEqual([])
})

test('the address says what differs from the defaults, and turning a filter goes back to the first page', () => {
  const query = parseCharacteristicQuery({ verdict: ['fail', 'pass'], team: 'flight', kind: 'blimp', page: '3' })
  expect(query).toEqual({
    verdict: 'fail',
    team: 'flight',
    kind: undefined,
    sort: 'verdict',
    order: 'asc',
    range: '1y',
    page: 3,
    teamsort: 'lowest',
    teampage: 1,
  })
  expect(characteristicSearch(query, { page: 4 })).toBe('?verdict=fail&team=flight&page=4')
  expect(characteristicSearch(query, { verdict: undefined })).toBe('?team=flight')
  expect(characteristicSearch(parseCharacteristicQuery({ page: '-1' }))).toBe('')
})

test('adoption by team and kind counts visible repositories, the lowest first, and names no team one may not know of', async () => {
  const { login } = await seedStandings()
  const { teams, kinds } = await getAdoptionGroups(login, 'testing')
  expect(teams.map(({ key, adoption }) => [key, adoption])).toEqual([['flight', 50]])
  expect(teams[0]?.counts).toMatchObject({ pass: 1, fail: 1 })
  expect(kinds.map(({ key, name, adoption }) => [key, name, adoption])).toEqual([
    ['web-service', 'Web service', expect.closeTo(200 / 3)],
    ['library', 'Library', null],
  ])
})

/** Four teams more: none of its repositories passes in "apron", all in "tower", half in "wings", and none is judged in "idle". */
async function seedFleet() {
  const { login, organisation, access } = await seedStandings()
  const seed = (name: string, testing: 'pass' | 'fail' | 'unknown') =>
    seedRepository(organisation.id, { name, states: [{ day: recently, score: 50, verdicts: { testing } }] })
  const [good, bad, blank] = [await seed('good', 'pass'), await seed('bad', 'fail'), await seed('blank', 'unknown')]
  await seedTeam(organisation.id, 'apron', [bad])
  await seedTeam(organisation.id, 'tower', [good])
  await seedTeam(organisation.id, 'wings', [good, bad])
  await seedTeam(organisation.id, 'idle', [blank])
  const repositoryIds = [...access.repositoryIds, good, bad, blank]
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, repositoryIds })
  return { login, access: { ...access, repositoryIds } }
}

test.each([
  [{}, ['apron', 'flight'], 5],
  [{ teampage: '2' }, ['wings', 'tower'], 5],
  [{ teampage: '3' }, ['idle'], 5],
  [{ teampage: '4' }, [], 5],
  [{ teamsort: 'highest' }, ['tower', 'flight'], 5],
  [{ teamsort: 'name', teampage: '2' }, ['idle', 'tower'], 5],
  [{ teamsort: 'fails' }, ['apron', 'flight'], 5],
  [{ teamq: 'w' }, ['wings', 'tower'], 2],
  [{ teamq: 'secret' }, [], 0],
  [{ team: 'tower', verdict: 'fail', page: '9' }, ['apron', 'flight'], 5],
])(
  'the address %j tells of these teams of five, two on a page, and of none one may not know of',
  async (params, expected, total) => {
    const { access } = await seedFleet()
    const page = await readAdoptionPage(access, 'testing', parseCharacteristicQuery(params), 2)
    expect(page.teams.map(({ key }) => key)).toEqual(expected)
    expect(page).toMatchObject({ total, known: 5, kinds: [{}, {}] })
  },
)

test('the teams of a page are drawn in its order, and the file has all of them', async () => {
  const { login, access } = await seedFleet()
  const query = parseCharacteristicQuery({ teamsort: 'highest', teamq: 'w' })
  const drawn = await getAdoptionTrends(login, 'testing', 'team', query)
  expect(drawn.map(({ key, trend }) => [key, trend.points.at(-1)?.value])).toEqual([
    ['tower', 100],
    ['wings', 50],
  ])
  const all = await readAdoptionTrends(access, 'testing', 'team', query)
  expect(all.map(({ key }) => key)).toEqual(['apron', 'flight', 'idle', 'tower', 'wings'])
  expect(all.find(({ key }) => key === 'wings')).toEqual(drawn[1])
})

test('a look at other teams stays with the page of repositories, and a search for teams leads to the first of theirs', () => {
  const query = parseCharacteristicQuery({ verdict: 'fail', teamq: 'w', teamsort: 'name', teampage: '3', page: '2' })
  expect(characteristicSearch(query, { teampage: 4, page: query.page })).toBe(
    '?verdict=fail&teamq=w&teamsort=name&teampage=4&page=2',
  )
  expect(characteristicSearch(query, { teamq: 'x' })).toBe('?verdict=fail&teamq=x&teamsort=name')
  expect(characteristicSearch(query, { verdict: 'pass' })).toBe('?verdict=pass&teamq=w&teamsort=name&teampage=3')
  expect(characteristicSearch(parseCharacteristicQuery({ teamsort: 'best', teampage: '-1', teamq: ' ' }))).toBe('')
})

test('somebody from outside is told of no team, and a stranger of nothing', async () => {
  const { login, access } = await seedStandings()
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, role: 'collaborator' })
  expect(await getAdoptionGroups(login, 'testing')).toMatchObject({ teams: [], kinds: [{}, {}] })
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(getAdoptionGroups(login, 'testing')).rejects.toThrow('not found')
})

test('the range of the trend stands in the address where it is not a year', () => {
  const query = parseCharacteristicQuery({ range: '90d', verdict: 'fail' })
  expect(characteristicSearch(query)).toBe('?verdict=fail&range=90d')
  expect(characteristicSearch(parseCharacteristicQuery({ range: '1y' }))).toBe('')
})

test('adoption over another range ends where that of a year does', async () => {
  const { login } = await seedStandings()
  const year = (await getAdoptionTrend(login, 'testing')).points.at(-1)
  for (const range of ['90d', 'all'] as const) {
    expect((await getAdoptionTrend(login, 'testing', range)).points.at(-1)).toEqual(year)
  }
})

test('adoption over time is narrowed to what a team and a kind have today', async () => {
  const { login } = await seedStandings()
  const last = async (group: Parameters<typeof getAdoptionTrend>[3]) =>
    (await getAdoptionTrend(login, 'testing', '1y', group)).points.at(-1)
  expect(await last({ team: 'flight' })).toMatchObject({ value: 50, repositories: 2 })
  expect(await last({ team: '~none' })).toMatchObject({ value: 100, repositories: 1 })
  expect(await last({ kind: 'library' })).toMatchObject({ value: null, repositories: 0 })
  expect(await last({ team: 'secret' })).toMatchObject({ value: null, repositories: 0 })
  expect(await last({})).toMatchObject({ repositories: 3 })
})

test('adoption over time by team and by kind is drawn at the same points, and names no team one may not know of', async () => {
  const { login, access } = await seedStandings()
  const by = async (grouping: 'team' | 'kind', params: Record<string, string> = {}) =>
    (await getAdoptionTrends(login, 'testing', grouping, parseCharacteristicQuery(params))).map(({ key, trend }) => [
      key,
      trend.points.length,
      trend.points.at(-1)?.value,
      trend.points.at(-1)?.repositories,
    ])
  expect(await by('team')).toEqual([['flight', 13, 50, 2]])
  expect(await by('team', { kind: 'library' })).toEqual([])
  expect(await by('kind')).toEqual([
    ['library', 13, null, 0],
    ['web-service', 13, expect.closeTo(200 / 3), 3],
  ])
  expect(await by('kind', { team: 'flight' })).toEqual([['web-service', 13, 50, 2]])
  vi.mocked(requireOrgAccess).mockResolvedValue({ ...access, role: 'collaborator' })
  expect(await by('team')).toEqual([])
})

test('adoption of a team over time tells which repositories it has no more, and is silent where it is narrowed to a kind', async () => {
  const { login, organisation } = await seedStandings()
  await db().organisation.update({ where: { githubId: organisation.id }, data: { syncedAt: new Date() } })
  await db().repository.updateMany({
    where: { organisationId: organisation.id, name: 'charlie' },
    data: { isArchived: true, isCounted: false },
  })
  const sets = async (grouping: 'team' | 'kind', params: Record<string, string> = {}) => {
    const groups = await getAdoptionTrends(login, 'testing', grouping, parseCharacteristicQuery(params))
    return groups.map(({ key, trend: { events, leftOut } }) => ({ key, events, leftOut }))
  }
  const told = { events: [{ day: dayBefore(0), what: 'left-out', repositories: 1 }], leftOut: 1 }
  expect(await sets('team')).toEqual([{ key: 'flight', ...told }])
  const silent = { events: [], leftOut: 0 }
  expect(await sets('team', { kind: 'web-service' })).toEqual([{ key: 'flight', ...silent }])
  expect(await sets('kind')).toContainEqual({ key: 'web-service', ...silent })
})

test('standings tell the teams one may know of, since when, the waiver that counts and the open issue', async () => {
  const { login } = await seedStandings()
  const byName = new Map((await listStandings(login, 'testing', all)).rows.map((row) => [row.name, row]))
  expect(byName.get('alpha')).toMatchObject({
    teams: [{ slug: 'flight', name: 'flight' }],
    since: { day: longAgo, isFirst: true },
    waivedUntil: null,
    issueUrl: null,
  })
  expect(byName.get('bravo')).toMatchObject({ teams: [], since: { day: recently, isFirst: false } })
  const charlie = BigInt(byName.get('charlie')?.id ?? '')
  const waiver = { repositoryId: charlie, characteristic: 'testing', reason: 'It is old.', createdByLogin: 'ada' }
  await db().waiver.create({ data: { ...waiver, expiresOn: new Date(dayBefore(-5)) } })
  await db().waiver.create({ data: { ...waiver, expiresOn: new Date(dayBefore(5)), endedAt: new Date() } })
  await db().gapIssue.create({ data: { repositoryId: charlie, characteristic: 'testing', state: 'open', number: 7 } })
  expect((await listStandings(login, 'testing', all)).rows[0]).toMatchObject({
    name: 'charlie',
    waivedUntil: dayBefore(-5),
    issueUrl: `https://github.example/${login}/charlie/issues/7`,
  })
  expect(await names(login, { waived: 'yes' })).toEqual(['charlie'])
  expect(await names(login, { waived: 'no', verdict: 'fail' })).toEqual([])
  expect(await names(login, { issue: 'yes' })).toEqual(['charlie'])
  expect(await names(login, { issue: 'no' })).toEqual(['alpha', 'bravo', 'delta'])
})

test('standings are searched by name, and sorted by each column either way', async () => {
  const { login } = await seedStandings()
  expect(await names(login, { q: 'RAV' })).toEqual(['bravo'])
  expect(await names(login, { q: '%' })).toEqual([])
  expect(await names(login, { sort: 'name', order: 'desc' })).toEqual(['delta', 'charlie', 'bravo', 'alpha'])
  expect(await names(login, { sort: 'team' })).toEqual(['alpha', 'charlie', 'bravo', 'delta'])
  expect(await names(login, { sort: 'since', order: 'desc' })).toEqual(['bravo', 'alpha', 'charlie', 'delta'])
  expect(await names(login, { sort: 'verdict', order: 'desc' })).toEqual(['delta', 'alpha', 'bravo', 'charlie'])
  expect(await names(login, { sort: 'waived' })).toHaveLength(4)
})
