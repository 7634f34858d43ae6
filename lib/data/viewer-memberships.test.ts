import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { getViewerWithOrganisations } from '@/lib/auth/viewer-organisations'
import { db } from './db'
import { storeViewerMemberships } from './viewer-memberships'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'grace', 'stranger'] as const) await signIn(login, world.github.issueToken)
})
afterAll(() => world?.close())
beforeEach(() => world.github.clearFaults())

test('a person who signed in is known to belong to their organisations, with their role', async () => {
  asViewer('grace')
  expect(await getViewerWithOrganisations()).toMatchObject({ login: 'grace' })
  expect(await memberships(PEOPLE.grace)).toEqual([
    ['hangar', 'member'],
    ['tower', 'admin'],
  ])
  asViewer('stranger')
  await getViewerWithOrganisations()
  expect(await memberships(PEOPLE.stranger)).toEqual([])
})

test('GitHub is asked once while its answer is fresh', async () => {
  asViewer('alan')
  world.github.clearCounters()
  await Promise.all([getViewerWithOrganisations(), getViewerWithOrganisations()])
  await getViewerWithOrganisations()
  expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
})

test('an organisation that GitHub no longer names can no longer be seen', async () => {
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await storeViewerMemberships(PEOPLE.ada, [], false)
  expect(await db().visibility.count({ where: { userId: PEOPLE.ada, organisationId: HANGAR } })).toBe(1)
  await storeViewerMemberships(PEOPLE.ada, [], true)
  expect(await memberships(PEOPLE.ada)).toEqual([])
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

async function memberships(userId: bigint): Promise<[string, string][]> {
  const rows = await db().membership.findMany({
    where: { userId },
    orderBy: { organisation: { login: 'asc' } },
    select: { role: true, organisation: { select: { login: true } } },
  })
  return rows.map(({ role, organisation }) => [organisation.login, role])
}
