import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { getTeamPage, readTeamPage } from './team-page'
import { readTeamComparison } from './teams'
import { parseTeamsQuery } from './teams-query'
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

/** Five teams of which the viewer may know, each with a repository of its own, and one with a hidden one alone. */
async function seedTeams() {
  const organisation = await mintOrganisation()
  const seed = async (slug: string, then: number, now: number) => {
    const id = await seedRepository(organisation.id, {
      name: slug,
      states: [
        { day: longAgo, score: then, verdicts: { testing: 'fail' } },
        { day: recently, score: now, verdicts: { testing: now > 50 ? 'pass' : 'fail' } },
      ],
    })
    return { id, teamId: await seedTeam(organisation.id, slug, [id]) }
  }
  const seen = [
    await seed('apron', 10, 90),
    await seed('cargo', 60, 20),
    await seed('gates', 50, 70),
    await seed('tower', 70, 60),
    await seed('wings', 30, 40),
  ]
  const hidden = await seed('secret', 0, 100)
  const access = accessTo(
    organisation,
    seen.map(({ id }) => id),
  )
  return { organisation, access, seen, hidden }
}

const slugs = async (access: Parameters<typeof readTeamPage>[0], params: Record<string, string>) =>
  (await readTeamPage(access, parseTeamsQuery(params), 2)).teams.map(({ slug }) => slug)

test.each([
  [{}, ['apron', 'cargo']],
  [{ page: '2' }, ['gates', 'tower']],
  [{ page: '3' }, ['wings']],
  [{ page: '4' }, []],
  [{ order: 'desc' }, ['wings', 'tower']],
  [{ sort: 'score' }, ['cargo', 'wings']],
  [{ sort: 'score', page: '2' }, ['tower', 'gates']],
  [{ sort: 'score', trend: 'maintainability', page: '3' }, ['tower']],
  [{ sort: 'change', order: 'desc' }, ['apron', 'gates']],
  [{ sort: 'change' }, ['cargo', 'tower']],
  [{ q: 'w', page: '1' }, ['tower', 'wings']],
])('the address %j shows these teams of five, two on a page', async (params, expected) => {
  const { access } = await seedTeams()
  expect(await slugs(access, params)).toEqual(expected)
})

test('a page has the very figures of its teams among all, and counts all of them', async () => {
  const { access } = await seedTeams()
  const all = await readTeamComparison(access)
  const page = await readTeamPage(access, parseTeamsQuery({ page: '2' }), 2)
  expect(page.teams).toEqual(all.teams.slice(2, 4))
  expect(page).toMatchObject({ total: 5, known: 5, withoutTeam: 0 })
  expect(await readTeamPage(access, parseTeamsQuery({ q: 'w' }), 2)).toMatchObject({ total: 2, known: 5 })
})

test('no order and no search leads to a team of which one may not know, and none counts what one may not see', async () => {
  const { organisation, access, seen, hidden } = await seedTeams()
  await db().teamRepository.create({
    data: { teamId: seen[1]?.teamId ?? 0n, repositoryId: hidden.id, permission: 'push' },
  })
  for (const params of [{ q: 'secret' }, { sort: 'score', order: 'desc' }, { sort: 'change', order: 'desc' }]) {
    const { teams, total } = await readTeamPage(access, parseTeamsQuery(params), 10)
    expect(teams.map(({ slug }) => slug)).not.toContain('secret')
    expect(total).toBe('q' in params ? 0 : 5)
    expect(teams.find(({ slug }) => slug === 'cargo')?.score ?? 20).toBe(20)
  }
  const outside = { ...access, role: 'collaborator' as const }
  expect(await readTeamPage(outside, parseTeamsQuery({}), 2)).toEqual({ teams: [], total: 0, known: 0, withoutTeam: 0 })
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(getTeamPage(organisation.login, parseTeamsQuery({}))).rejects.toThrow('not found')
})

test('a repository that a team got or lost is in its figures and its trend at once, the past included', async () => {
  const { access, seen } = await seedTeams()
  const read = async () => {
    const [team] = (await readTeamPage(access, parseTeamsQuery({ q: 'apron' }), 2)).teams
    return [team?.score, team?.trend.points.at(-1)?.value, team?.trend.points.at(-2)?.repositories]
  }
  expect(await read()).toEqual([90, 90, 1])
  const grant = { teamId: seen[0]?.teamId ?? 0n, repositoryId: seen[1]?.id ?? 0n }
  await db().teamRepository.create({ data: { ...grant, permission: 'push' } })
  expect(await read()).toEqual([55, 55, 2])
  await db().teamRepository.deleteMany({ where: grant })
  expect(await read()).toEqual([90, 90, 1])
})

test('somebody who may see less of a team is not shown what was counted for others', async () => {
  const { access, seen, hidden } = await seedTeams()
  const teamId = seen[0]?.teamId ?? 0n
  await db().teamRepository.create({ data: { teamId, repositoryId: hidden.id, permission: 'push' } })
  const score = async (of: typeof access) =>
    (await readTeamPage(of, parseTeamsQuery({ q: 'apron' }), 2)).teams[0]?.trend.points.at(-1)
  const more = { ...access, viewerId: 2n, repositoryIds: [...access.repositoryIds, hidden.id] }
  expect(await score(more)).toMatchObject({ value: 95, repositories: 2 })
  expect(await score(access)).toMatchObject({ value: 90, repositories: 1 })
})
