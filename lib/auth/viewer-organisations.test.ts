import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { readOrganisations } from '@/lib/data/organisations'
import { storeViewerOrganisations } from '@/lib/data/viewer-organisations'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { findOrgAccess } from './access'
import { getViewer } from './viewer'
import { getViewerWithOrganisations } from './viewer-organisations'

vi.mock('./viewer', () => ({ getViewer: vi.fn() }))

const TOWER = 200n
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'grace', 'outsider', 'stranger'] as const) {
    await signIn(login, world.github.issueToken)
  }
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await db().user.updateMany({ data: { organisationsAskedAt: null } })
})

test('a person who signed in is known to have their organisations, with their role', async () => {
  asViewer('grace')
  expect(await getViewerWithOrganisations()).toMatchObject({ login: 'grace' })
  expect(await organisationsOf(PEOPLE.grace)).toEqual([
    ['hangar', 'member'],
    ['tower', 'admin'],
  ])
})

test('somebody from outside has the organisations that gave them a repository, and a stranger has none', async () => {
  asViewer('outsider')
  await getViewerWithOrganisations()
  expect(await organisationsOf(PEOPLE.outsider)).toEqual([['hangar', 'collaborator']])
  asViewer('stranger')
  await getViewerWithOrganisations()
  expect(await organisationsOf(PEOPLE.stranger)).toEqual([])
})

test('GitHub is asked once while its answer is fresh', async () => {
  asViewer('alan')
  await Promise.all([getViewerWithOrganisations(), getViewerWithOrganisations()])
  await getViewerWithOrganisations()
  expect(questions()).toBe(1)
  await getViewerWithOrganisations({ anew: true })
  expect(questions()).toBe(2)
})

test('GitHub is asked again when access changed: that of the person, or that of an organisation of theirs', async () => {
  asViewer('alan')
  await getViewerWithOrganisations()
  await forgetVisibilitiesOf({ userId: PEOPLE.grace })
  await getViewerWithOrganisations()
  expect(questions()).toBe(1)
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  await getViewerWithOrganisations()
  expect(questions()).toBe(2)
  await forgetVisibilitiesOf({ organisationId: HANGAR })
  await getViewerWithOrganisations()
  await getViewerWithOrganisations()
  expect(questions()).toBe(3)
})

test('while GitHub is down, the list of the last hour counts, unless access changed since', async () => {
  asViewer('alan')
  await getViewerWithOrganisations()
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  const halfAnHourAgo = new Date(Date.now() - 30 * 60_000)
  await db().user.update({ where: { githubId: PEOPLE.alan }, data: { organisationsAskedAt: halfAnHourAgo } })
  await db().user.update({ where: { githubId: PEOPLE.alan }, data: { accessChangedAt: null } })
  await db().organisation.updateMany({ data: { accessChangedAt: null } })
  expect(await getViewerWithOrganisations()).toMatchObject({ login: 'alan' })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  await expect(getViewerWithOrganisations()).rejects.toMatchObject({ code: 'github-unavailable' })
})

test('where they may see more, GitHub is asked again, and the list before that counts while it is down', async () => {
  asViewer('alan')
  await getViewerWithOrganisations()
  for (const whose of [{ userId: PEOPLE.alan }, { organisationId: HANGAR }]) {
    await renewVisibilitiesOf(whose)
    world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
    expect(await getViewerWithOrganisations()).toMatchObject({ login: 'alan' })
    world.github.clearFaults()
    world.github.clearCounters()
    await getViewerWithOrganisations()
    await getViewerWithOrganisations()
    expect(questions()).toBe(1)
  }
})

test('an organisation that tells of somebody who never had to do with it changes nothing, and of one of its own only itself', async () => {
  asViewer('ada')
  await getViewerWithOrganisations({ anew: true })
  world.github.clearCounters()
  await forgetVisibilitiesOf({ userId: PEOPLE.ada, organisationId: TOWER })
  await getViewerWithOrganisations()
  expect(questions()).toBeUndefined()
  await forgetVisibilitiesOf({ userId: PEOPLE.ada, organisationId: HANGAR })
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  expect(await getViewerWithOrganisations()).toMatchObject({ login: 'ada' })
  expect(await readOrganisations(PEOPLE.ada)).toEqual([])
  world.github.clearFaults()
  await getViewerWithOrganisations()
  expect((await readOrganisations(PEOPLE.ada)).map(({ login }) => login)).toEqual(['hangar'])
})

test('somebody who was given something in another organisation has it among theirs at the next look', async () => {
  asViewer('ada')
  await getViewerWithOrganisations({ anew: true })
  world.github.clearCounters()
  await renewVisibilitiesOf({ userId: PEOPLE.ada, organisationId: TOWER })
  await getViewerWithOrganisations()
  await getViewerWithOrganisations()
  expect(questions()).toBe(1)
})

test('an organisation that GitHub no longer names can no longer be seen', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  const askedAt = new Date()
  await storeViewerOrganisations(PEOPLE.ada, [], { isComplete: false, askedAt })
  expect(await db().visibility.count({ where: { userId: PEOPLE.ada, organisationId: HANGAR } })).toBe(1)
  await storeViewerOrganisations(PEOPLE.ada, [], { isComplete: true, askedAt })
  expect(await organisationsOf(PEOPLE.ada)).toEqual([])
  expect(await db().visibility.count({ where: { userId: PEOPLE.ada } })).toBe(0)
})

test('somebody whose token is refused is signed out', async () => {
  await signIn('outsider', () => 'a-token-that-nobody-issued')
  asViewer('outsider')
  expect(await getViewerWithOrganisations()).toBeNull()
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.outsider } })).toBeNull()
})

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

function questions(): number | undefined {
  return world.github.counters().requests['POST /api/graphql']
}

async function organisationsOf(userId: bigint): Promise<[string, string][]> {
  const rows = await db().viewerOrganisation.findMany({
    where: { userId },
    orderBy: { organisation: { login: 'asc' } },
    select: { role: true, organisation: { select: { login: true } } },
  })
  return rows.map(({ role, organisation }) => [organisation.login, role])
}
