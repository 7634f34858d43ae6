import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { readDatabaseTime } from '@/lib/data/database-time'
import { db } from '@/lib/data/db'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { findVisibility, forgetVisibilitiesOf, renewVisibilitiesOf, storeVisibility } from '@/lib/data/visibility'
import { findOrgAccess, requireOrgAccess, requireRepositoryAccess } from './access'
import { askingPace } from './asking-pace'
import { getViewer } from './viewer'

vi.mock('./viewer', () => ({ getViewer: vi.fn() }))
const asked = new Headers({ 'x-airworthy-path': '/orgs/hangar?kind=cli' })
vi.mock('next/headers', () => ({ headers: async () => asked }))

const TOWER = 200n
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
})
afterAll(() => world?.close())

beforeEach(async () => {
  world.github.clearFaults()
  await db().visibility.deleteMany()
})

test('a member gets exactly the repositories that GitHub lets them read', async () => {
  const owner = await findOrgAccess(PEOPLE.ada, 'hangar')
  expect(owner).toMatchObject({ login: 'hangar', organisationId: HANGAR, role: 'admin', isComplete: true })
  expect(new Set(owner?.repositoryIds)).toEqual(new Set(Object.values(REPOSITORIES)))

  const member = await findOrgAccess(PEOPLE.alan, 'HANGAR')
  expect(member).toMatchObject({ login: 'hangar', role: 'member' })
  expect(new Set(member?.repositoryIds)).toEqual(new Set([REPOSITORIES.api, REPOSITORIES.site, REPOSITORIES.empty]))
})

test('somebody from outside gets the repositories that they were given, and not what is merely public', async () => {
  expect(await findOrgAccess(PEOPLE.outsider, 'hangar')).toMatchObject({
    login: 'hangar',
    role: 'collaborator',
    repositoryIds: [REPOSITORIES.vault],
  })
})

test('a stranger finds nothing, whatever is public', async () => {
  asViewer('stranger')
  await expect(requireOrgAccess('hangar')).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
  expect(await db().visibility.count()).toBe(0)
})

test.each(['nowhere', '../hangar', 'a b', '%', 'x'.repeat(200)])('no organisation is called %j', async (login) => {
  asViewer('ada')
  await expect(requireOrgAccess(login)).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
})

test('somebody signed out is led to the sign-in page and back', async () => {
  vi.mocked(getViewer).mockResolvedValue(null)
  const digest = expect.stringContaining('/sign-in?from=%2Forgs%2Fhangar%3Fkind%3Dcli')
  await expect(requireOrgAccess('hangar')).rejects.toMatchObject({ digest })
})

test.each([
  ['127.0.0.1:3000', ';/sign-in?'],
  ['localhost:3000', ';http://127.0.0.1:3000/sign-in?'],
  ['localhost:8080', ';/sign-in?'],
  ['evil.example', ';/sign-in?'],
])('whoever came by %s signs in where sessions live', async (host, address) => {
  asked.set('host', host)
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(requireOrgAccess('hangar')).rejects.toMatchObject({ digest: expect.stringContaining(address) })
  asked.delete('host')
})

test('a repository that is hidden looks like one that does not exist', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await storeRepositoryNow(HANGAR, repository(REPOSITORIES.vault, 'vault'))
  await storeRepositoryNow(HANGAR, repository(REPOSITORIES.api, 'api'))
  asViewer('alan')
  expect(await requireRepositoryAccess('hangar', 'API')).toMatchObject({ repositoryName: 'api' })
  const notFound = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
  await expect(requireRepositoryAccess('hangar', 'vault')).rejects.toMatchObject(notFound)
  await expect(requireRepositoryAccess('hangar', 'nothing')).rejects.toMatchObject(notFound)
})

test('GitHub is asked once for viewers who come at the same moment, and not again while the answer is fresh', async () => {
  world.github.clearCounters()
  await Promise.all(Array.from({ length: 5 }, () => findOrgAccess(PEOPLE.ada, 'hangar')))
  await findOrgAccess(PEOPLE.ada, 'hangar')
  expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
})

test('while GitHub is down an answer of the last hour still counts, and an older one does not', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  await age(30)
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toMatchObject({ login: 'hangar' })
  await age(61)
  await expect(findOrgAccess(PEOPLE.ada, 'hangar')).rejects.toMatchObject({ code: 'github-unavailable' })
})

test('who left the organisation is a stranger after the next look', async () => {
  await db().visibility.create({
    data: {
      userId: PEOPLE.stranger,
      organisationId: HANGAR,
      role: 'member',
      repositoryIds: [1001n],
      fetchedAt: new Date(0),
    },
  })
  expect(await findOrgAccess(PEOPLE.stranger, 'hangar')).toBeNull()
  expect(await db().visibility.count()).toBe(0)
})

test('who loses a repository stops seeing it at the next look after GitHub told of a change', async () => {
  await findOrgAccess(PEOPLE.alan, 'hangar')
  await world.github.change({ change: 'remove-team-member', owner: 'hangar', team: 'engines', login: 'alan' })
  expect((await findOrgAccess(PEOPLE.alan, 'hangar'))?.repositoryIds).toContain(REPOSITORIES.api)
  await forgetVisibilitiesOf({ userId: PEOPLE.ada })
  expect((await findOrgAccess(PEOPLE.alan, 'hangar'))?.repositoryIds).toContain(REPOSITORIES.api)
  await forgetVisibilitiesOf({ organisationId: HANGAR })
  expect((await findOrgAccess(PEOPLE.alan, 'hangar'))?.repositoryIds).toEqual([REPOSITORIES.site, REPOSITORIES.empty])
  await world.github.change({ change: 'remove-member', owner: 'hangar', login: 'alan' })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  expect(await findOrgAccess(PEOPLE.alan, 'hangar')).toBeNull()
})

test('what an organisation tells of a person takes effect there at once, and nowhere else', async () => {
  await findOrgAccess(PEOPLE.alan, 'tower')
  await findOrgAccess(PEOPLE.ada, 'hangar')
  const whose = { userId: PEOPLE.alan, organisationId: TOWER }
  for (const told of [forgetVisibilitiesOf, renewVisibilitiesOf]) {
    await findOrgAccess(PEOPLE.alan, 'tower')
    await told({ userId: PEOPLE.ada, organisationId: TOWER })
    await told({ userId: PEOPLE.alan, organisationId: HANGAR })
    world.github.clearCounters()
    await findOrgAccess(PEOPLE.alan, 'tower')
    await findOrgAccess(PEOPLE.ada, 'hangar')
    expect(world.github.counters().requests).toEqual({})
    await told(whose)
    await findOrgAccess(PEOPLE.alan, 'tower')
    await findOrgAccess(PEOPLE.alan, 'tower')
    expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
  }
  await forgetVisibilitiesOf(whose)
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  await expect(findOrgAccess(PEOPLE.alan, 'tower')).rejects.toMatchObject({ code: 'github-unavailable' })
})

test('an answer that was under way when an organisation told that somebody sees less is not taken, though there was none before', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  const fetchedAt = await readDatabaseTime()
  await db().$queryRaw`select 1 from pg_sleep(0.01)`
  await forgetVisibilitiesOf({ userId: PEOPLE.outsider, organisationId: HANGAR })
  await storeVisibility(
    PEOPLE.outsider,
    { githubId: HANGAR, login: 'hangar', avatarUrl: null },
    {
      role: 'member',
      repositoryIds: [REPOSITORIES.api],
      administeredIds: [],
      writableIds: [],
      isComplete: true,
      fetchedAt,
    },
  )
  expect(await findVisibility(PEOPLE.outsider, 'hangar')).toBeNull()
})

test('while others have GitHub asked for a person again and again, half of what they may ask is kept for what they need', async () => {
  const access = await findOrgAccess(PEOPLE.ada, 'hangar')
  askingPace().charge(PEOPLE.ada, 200)
  await renewVisibilitiesOf({ userId: PEOPLE.ada, organisationId: HANGAR })
  world.github.clearCounters()
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toEqual(access)
  expect(world.github.counters().requests).toEqual({})
  await forgetVisibilitiesOf({ userId: PEOPLE.ada, organisationId: HANGAR })
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toEqual(access)
  expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
  askingPace().charge(PEOPLE.ada, -200)
})

test('who may see more than before is asked about anew, and sees no less while GitHub can not be asked', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  for (const whose of [{ userId: PEOPLE.ada }, { organisationId: HANGAR }]) {
    await renewVisibilitiesOf(whose)
    world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
    expect((await findOrgAccess(PEOPLE.ada, 'hangar'))?.repositoryIds).toContain(REPOSITORIES.api)
    world.github.clearFaults()
    world.github.clearCounters()
    await findOrgAccess(PEOPLE.ada, 'hangar')
    await findOrgAccess(PEOPLE.ada, 'hangar')
    expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
  }
})

test('what was asked before access changed is not taken for an answer, even while GitHub is down', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await forgetVisibilitiesOf({ userId: PEOPLE.ada })
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  await expect(findOrgAccess(PEOPLE.ada, 'hangar')).rejects.toMatchObject({ code: 'github-unavailable' })
})

test('whatever others do, GitHub is asked for one person so often and no more, and nobody sees what they lost', async () => {
  const access = await findOrgAccess(PEOPLE.ada, 'hangar')
  await renewVisibilitiesOf({ organisationId: HANGAR })
  askingPace().charge(PEOPLE.ada, 400)
  world.github.clearCounters()
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toEqual(access)
  await forgetVisibilitiesOf({ organisationId: HANGAR })
  await expect(findOrgAccess(PEOPLE.ada, 'hangar')).rejects.toMatchObject({
    code: 'github-unavailable',
    message: expect.stringMatching(/asked too often for you just now\. Try again in \d+ seconds/),
  })
  expect(world.github.counters().requests).toEqual({})
  expect(await findOrgAccess(PEOPLE.outsider, 'hangar')).not.toBeNull()
  askingPace().charge(PEOPLE.ada, -400)
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toEqual(access)
})

test('a token that GitHub refuses signs its owner out', async () => {
  await signIn('grace', () => 'a-token-that-nobody-issued')
  asViewer('grace')
  await expect(requireOrgAccess('hangar')).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.grace } })).toBeNull()
})

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

async function age(minutes: number): Promise<void> {
  await db().visibility.updateMany({ data: { fetchedAt: new Date(Date.now() - minutes * 60_000) } })
}

function repository(githubId: bigint, name: string) {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const nothing = { description: null, language: null, pushedAt: null, defaultBranch: 'main', head: null }
  return { githubId, name, ...flags, ...nothing, languages: [] }
}
