import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { getLeftOut } from './left-out'
import { getOrganisationSettings, type OrganisationSettings, storeOrganisationSettings } from './organisation-settings'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))

const NONE: OrganisationSettings = {
  includeForks: false,
  includeArchived: false,
  includeNonPython: false,
  pullRequestBar: null,
}

let database: Awaited<ReturnType<typeof createTestDatabase>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  organisation = await mintOrganisation()
  await seed('plain', {})
  await seed('notebook', { languages: ['Jupyter Notebook'] })
  await seed('unknown', { languages: [] })
  await seed('small-part', { languages: ['Go', 'Python'], language: 'Go' })
  await seed('fork', { isFork: true })
  await seed('archived', { isArchived: true })
  await seed('archived-fork', { isFork: true, isArchived: true })
  await seed('shell', { languages: ['Shell'], language: 'Shell' })
  await store(NONE)
})

test('forks, archived repositories and those without Python do not count unless an owner says so', async () => {
  expect(await counted()).toEqual(['notebook', 'plain', 'small-part', 'unknown'])
  await store({ ...NONE, includeForks: true })
  expect(await counted()).toContain('fork')
  expect(await counted()).not.toContain('archived-fork')
  await store({ ...NONE, includeForks: true, includeArchived: true, includeNonPython: true })
  expect(await counted()).toHaveLength(8)
})

test('storing answers what the settings were, and storing that again undoes it', async () => {
  const changed = { ...NONE, includeArchived: true, pullRequestBar: 62.5 }
  expect(await store(changed)).toEqual(NONE)
  expect(await store(NONE)).toEqual(changed)
  expect(await counted()).toHaveLength(4)
})

test('the preview tells what each setting adds or takes, as the others are', async () => {
  await see(await ids())
  const view = await getOrganisationSettings(organisation.login)
  expect(view).toMatchObject({ counted: 4, because: { includeForks: 1, includeArchived: 1, includeNonPython: 1 } })
  await store({ ...NONE, includeForks: true })
  const after = await getOrganisationSettings(organisation.login)
  expect(after).toMatchObject({ counted: 5, because: { includeForks: 1, includeArchived: 2, includeNonPython: 1 } })
})

test('numbers are over what the viewer may see only', async () => {
  const mine = await ids('plain', 'fork')
  await see(mine)
  const view = await getOrganisationSettings(organisation.login)
  expect(view).toMatchObject({ counted: 1, because: { includeForks: 1, includeArchived: 0, includeNonPython: 0 } })
  expect(await getLeftOut(organisation.login)).toEqual({ excluded: 0, forks: 1, archived: 0, withoutPython: 0 })
})

test('what is left out is told by the first kind that keeps it out', async () => {
  await see(await ids())
  expect(await getLeftOut(organisation.login)).toEqual({ excluded: 0, forks: 2, archived: 1, withoutPython: 1 })
  await store({ ...NONE, includeForks: true })
  expect(await getLeftOut(organisation.login)).toEqual({ excluded: 0, forks: 0, archived: 2, withoutPython: 1 })
  await db().repository.updateMany({ where: { name: 'shell' }, data: { removedAt: new Date() } })
  expect(await getLeftOut(organisation.login)).toEqual({ excluded: 0, forks: 0, archived: 2, withoutPython: 0 })
})

test.each([
  ['admin', true],
  ['member', false],
  ['collaborator', false],
] as const)('%s: may change %s', async (role, mayChange) => {
  await see([], role)
  expect(await getOrganisationSettings(organisation.login)).toMatchObject({ mayChange })
})

async function seed(name: string, kind: object): Promise<void> {
  const githubId = await seedRepository(organisation.id, { name })
  await db().repository.update({ where: { githubId }, data: { language: 'Python', languages: ['Python'], ...kind } })
}

function store(settings: OrganisationSettings): Promise<OrganisationSettings> {
  return storeOrganisationSettings(organisation.id, settings, null)
}

async function see(repositoryIds: readonly bigint[], role: OrgAccess['role'] = 'member'): Promise<void> {
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, repositoryIds, { role }))
}

async function ids(...names: string[]): Promise<bigint[]> {
  const rows = await db().repository.findMany({
    where: { organisationId: organisation.id, ...(names.length > 0 ? { name: { in: names } } : {}) },
  })
  return rows.map(({ githubId }) => githubId)
}

async function counted(): Promise<string[]> {
  const where = { organisationId: organisation.id, isCounted: true }
  const rows = await db().repository.findMany({ where, orderBy: { name: 'asc' } })
  return rows.map(({ name }) => name)
}
