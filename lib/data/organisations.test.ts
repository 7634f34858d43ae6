import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { getViewerWithOrganisations } from '@/lib/auth/viewer-organisations'
import { wayIn } from '@/lib/env'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { getOrganisation, listOrganisations } from './organisations'
import { dayBefore } from './trend-days'
import { forgetVisibilitiesOf } from './visibility'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/auth/viewer-organisations', () => ({ getViewerWithOrganisations: vi.fn() }))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }), wayIn: vi.fn() }))

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
  vi.mocked(wayIn).mockReturnValue('oauth')
})

let nextViewer = 50_000n

/** Somebody who belongs to the given organisations and may read the given repositories in each. */
async function signIn(memberships: readonly { organisationId: bigint; repositoryIds?: readonly bigint[] }[]) {
  const id = nextViewer++
  await db().user.create({ data: { githubId: id, login: `viewer-${id}` } })
  for (const { organisationId, repositoryIds } of memberships) {
    await db().viewerOrganisation.create({ data: { organisationId, userId: id, role: 'member' } })
    if (!repositoryIds) continue
    await db().visibility.create({
      data: {
        userId: id,
        organisationId,
        role: 'member',
        repositoryIds: [...repositoryIds],
        isComplete: true,
        fetchedAt: new Date(),
      },
    })
  }
  vi.mocked(getViewerWithOrganisations).mockResolvedValue({ id, login: `viewer-${id}`, name: null, avatarUrl: null })
}

async function seedOrganisation() {
  const organisation = await mintOrganisation()
  const states = (score: number) => [{ day: dayBefore(3), score }]
  const seen = await seedRepository(organisation.id, { name: 'seen', states: states(70) })
  await seedRepository(organisation.id, { name: 'hidden', states: states(0) })
  return { organisation, seen }
}

test('what GitHub let the viewer read long ago counts for nothing', async () => {
  const { organisation, seen } = await seedOrganisation()
  await signIn([{ organisationId: organisation.id, repositoryIds: [seen] }])
  expect(await listOrganisations()).toMatchObject([{ repositories: 1, score: 70 }])
  await db().visibility.updateMany({
    where: { organisationId: organisation.id },
    data: { fetchedAt: new Date(Date.now() - 61 * 60_000) },
  })
  expect(await listOrganisations()).toMatchObject([{ repositories: null, score: null }])
})

test('somebody signed out has no list of organisations', async () => {
  vi.mocked(getViewerWithOrganisations).mockResolvedValue(null)
  expect(await listOrganisations()).toBeNull()
})

test('a stranger is shown no organisation, and refused the head of one', async () => {
  const { organisation } = await seedOrganisation()
  await signIn([])
  expect(await listOrganisations()).toEqual([])
  vi.mocked(requireOrgAccess).mockRejectedValue(new Error('not found'))
  await expect(getOrganisation(organisation.login)).rejects.toThrow('not found')
})

test('a member is shown the organisation by the repositories that they may read only', async () => {
  const { organisation, seen } = await seedOrganisation()
  await signIn([{ organisationId: organisation.id, repositoryIds: [seen] }])
  expect(await listOrganisations()).toEqual([
    {
      login: organisation.login,
      name: `Organisation ${organisation.id}`,
      description: null,
      role: 'member',
      state: 'not-scanned',
      repositories: 1,
      score: 70,
      hasOwnWeights: false,
      syncedAt: null,
      installationId: null,
    },
  ])
})

test('before GitHub was asked what a member may read, no figure is shown', async () => {
  const { organisation } = await seedOrganisation()
  await signIn([{ organisationId: organisation.id }])
  expect(await listOrganisations()).toMatchObject([{ repositories: null, score: null }])
})

test('the head of an organisation says its name and when it was listed', async () => {
  const { organisation } = await seedOrganisation()
  const syncedAt = new Date('2026-11-01T10:00:00Z')
  await db().organisation.update({ where: { githubId: organisation.id }, data: { syncedAt } })
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [], { role: 'admin' }))
  expect(await getOrganisation(organisation.login)).toEqual({
    login: organisation.login,
    name: `Organisation ${organisation.id}`,
    role: 'admin',
    syncedAt: syncedAt.toISOString(),
    hasOthers: false,
  })
})

test.each([
  ['without the App', null, { state: 'not-installed', repositories: null, score: null }],
  ['with the App', { suspendedAt: null }, { state: 'scanned', repositories: 1, score: 70 }],
  ['with a suspended App', { suspendedAt: new Date() }, { state: 'suspended', repositories: null, score: null }],
])('an organisation %s says so', async (_what, installation, expected) => {
  const { organisation, seen } = await seedOrganisation()
  await db().organisation.update({ where: { githubId: organisation.id }, data: { syncedAt: new Date() } })
  if (installation) {
    await db().installation.create({
      data: {
        githubId: organisation.id,
        organisationId: organisation.id,
        repositorySelection: 'all',
        permissions: {},
        ...installation,
      },
    })
  }
  await signIn([{ organisationId: organisation.id, repositoryIds: [seen] }])
  vi.mocked(wayIn).mockReturnValue('app')
  expect(await listOrganisations()).toMatchObject([expected])
})

test('figures of before an access changed are not shown', async () => {
  const { organisation, seen } = await seedOrganisation()
  await signIn([{ organisationId: organisation.id, repositoryIds: [seen] }])
  expect(await listOrganisations()).toMatchObject([{ repositories: 1, score: 70 }])
  await forgetVisibilitiesOf({ organisationId: organisation.id })
  expect(await listOrganisations()).toMatchObject([{ repositories: null, score: null }])
})
