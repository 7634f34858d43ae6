import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { HANGAR, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { storeInstallation } from '@/lib/data/installations'
import { reconcileOrganisations } from './reconcile'
import { startOrganisationScan } from './start-scan'

const TOWER = 200n
const { api, site, vault, empty } = REPOSITORIES
const PERMISSIONS = { metadata: 'read', contents: 'read', members: 'read' } as const

let world: Awaited<ReturnType<typeof startScanWorld>>
let registered: RegisteredApp
let installation: number

beforeAll(async () => {
  world = await startScanWorld()
  registered = await world.github.addApp({
    name: 'Airworthy',
    owner: 'hangar',
    permissions: PERMISSIONS,
    installations: [{ organisation: 'hangar' }, { organisation: 'tower' }],
  })
  installation = registered.app.installations[0]?.id ?? 0
  Object.assign(process.env, {
    GITHUB_APP_ID: String(registered.app.id),
    GITHUB_APP_PRIVATE_KEY: registered.privateKey,
  })
})
afterAll(() => world?.close())
beforeEach(async () => {
  await db().scan.deleteMany()
  await install('all')
})

test('an installation lists everything without anybody who signed in', async () => {
  expect(await scan()).toMatchObject({ status: 'done' })
  expect(await here()).toEqual([api, site, vault, empty])
  expect(await db().team.count()).toBe(2)
  expect(await db().membership.count({ where: { organisationId: HANGAR } })).toBe(3)
  expect(await gaps()).toEqual([])
})

test('an installation that may not read members keeps teams and people, and says what it needs', async () => {
  const { members: _, ...permissions } = PERMISSIONS
  await world.github.change({ change: 'set-installation-permissions', installation, permissions })
  expect(await scan()).toMatchObject({ status: 'done' })
  expect(await gaps()).toEqual([
    { part: 'teams', reason: expect.stringContaining('Members: read') },
    { part: 'members', reason: expect.stringContaining('Members: read') },
  ])
  expect(await db().team.count()).toBe(2)
  expect(await db().teamMembership.count()).toBe(2)
  expect(await db().membership.count({ where: { organisationId: HANGAR } })).toBe(3)
  await world.github.change({ change: 'set-installation-permissions', installation, permissions: PERMISSIONS })
  await scan()
  expect(await gaps()).toEqual([])
})

test('what an installation was not given any more stays, and is not scanned', async () => {
  await install('selected')
  await world.github.change({ change: 'remove-installation-repositories', installation, repositories: ['vault'] })
  const { tools, seen } = fakeTools('r2')
  await scan(tools)
  expect(await here()).toEqual([api, site, vault, empty])
  expect(seen.map(({ repository }) => repository).sort()).toEqual(['hangar/api', 'hangar/site'])
  await world.github.change({ change: 'select-all-repositories', installation })
})

test('a team that was deleted goes, also where the installation was given a part of the repositories', async () => {
  await install('selected')
  await world.github.change({ change: 'delete-team', owner: 'hangar', team: 'wings' })
  await scan()
  expect((await db().team.findMany()).map(({ slug }) => slug)).toEqual(['engines'])
})

test('a private repository that was deleted is removed by an installation on all repositories', async () => {
  await world.github.change({ change: 'delete-repository', owner: 'hangar', repo: 'vault' })
  await scan()
  expect(await here()).toEqual([api, site, empty])
})

test('the daily scan goes over every installation that is not suspended', async () => {
  await storeInstallation({
    githubId: 999n,
    organisation: named(300n, 'suspended'),
    repositorySelection: 'all',
    permissions: {},
    suspendedAt: new Date(),
  })
  await storeInstallation({
    githubId: BigInt(registered.app.installations[1]?.id ?? 0),
    organisation: named(TOWER, 'tower'),
    repositorySelection: 'all',
    permissions: PERMISSIONS,
    suspendedAt: null,
  })
  await reconcileOrganisations()
  await runJobs(fakeTools().tools)
  const scans = await db().scan.findMany({ orderBy: { organisationId: 'asc' } })
  expect(scans).toMatchObject([
    { organisationId: HANGAR, trigger: 'schedule', startedById: null, status: 'done' },
    { organisationId: TOWER, trigger: 'schedule', startedById: null, status: 'done' },
  ])
})

test("a key that GitHub does not accept as the App's is named, and nobody is told to sign in", async () => {
  world.github.injectFault({ match: '/api/v3/app/installations/', method: 'POST', status: 401, times: 5 })
  const store = globalThis as { airworthyApp?: unknown }
  store.airworthyApp = undefined
  expect(await scan()).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/does not accept the App's private key\. Set GITHUB_APP_PRIVATE_KEY/),
  })
  world.github.clearFaults()
})

async function scan(tools = fakeTools().tools) {
  const { scanId } = await startOrganisationScan(HANGAR, { trigger: 'schedule', startedById: null })
  await db().repository.updateMany({ data: { backfilledAt: new Date() } })
  await runJobs(tools)
  return db().scan.findUniqueOrThrow({ where: { id: scanId } })
}

async function install(repositorySelection: 'all' | 'selected'): Promise<void> {
  await storeInstallation({
    githubId: BigInt(installation),
    organisation: named(HANGAR, 'hangar'),
    repositorySelection,
    permissions: PERMISSIONS,
    suspendedAt: null,
  })
}

async function here(): Promise<bigint[]> {
  const rows = await db().repository.findMany({
    where: { organisationId: HANGAR, removedAt: null },
    orderBy: { githubId: 'asc' },
  })
  return rows.map(({ githubId }) => githubId)
}

async function gaps() {
  const { listingGaps } = await db().organisation.findUniqueOrThrow({ where: { githubId: HANGAR } })
  return listingGaps
}

function named(githubId: bigint, login: string) {
  return { githubId, login, name: null, description: null, avatarUrl: null }
}
