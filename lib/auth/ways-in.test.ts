import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { HANGAR, PEOPLE, REPOSITORIES } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import type { WayIn } from '@/lib/env'

const TOWER = 200n
const { api, site, vault, empty } = REPOSITORIES
type Login = keyof typeof PEOPLE

let world: Awaited<ReturnType<typeof startScanWorld>>
let registered: RegisteredApp
let viewer: Login = 'ada'

vi.mock('./viewer', () => ({
  getViewer: async () => ({ id: PEOPLE[viewer], login: viewer, name: null, avatarUrl: null }),
}))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

beforeAll(async () => {
  world = await startScanWorld()
  registered = await world.github.addApp({
    name: 'Airworthy',
    owner: 'hangar',
    permissions: { metadata: 'read', contents: 'read', members: 'read' },
    installations: [{ organisation: 'hangar' }, { organisation: 'tower' }],
  })
})
afterAll(() => world?.close())

/** The modules of a process that was started with this way in, and whoever looks signed in. */
async function enter(way: WayIn, login: Login, token = `token-of-${login}`) {
  viewer = login
  const { app, privateKey } = registered
  Object.assign(process.env, {
    GITHUB_TOKEN: way === 'token' ? token : '',
    GITHUB_APP_ID: way === 'app' ? String(app.id) : '',
    GITHUB_APP_PRIVATE_KEY: way === 'app' ? privateKey : '',
    GITHUB_CLIENT_ID: way === 'app' ? app.clientId : 'client',
    GITHUB_CLIENT_SECRET: way === 'app' ? app.clientSecret : 'client-secret',
  })
  vi.resetModules()
  const [{ signIn }, access, organisations, { db }, visibility, installations] = await Promise.all([
    import('@/e2e/scans/people'),
    import('./access'),
    import('@/lib/data/organisations'),
    import('@/lib/data/db'),
    import('@/lib/data/visibility'),
    import('@/lib/scans/installations'),
  ])
  await signIn(login, (who) => world.github.issueToken(who, way === 'app' ? app.clientId : undefined))
  return { ...access, ...organisations, ...visibility, ...installations, db: db() }
}

beforeEach(async () => {
  world.github.clearFaults()
  const { db } = await enter('app', 'ada')
  await db.organisation.deleteMany()
  await db.user.deleteMany()
})

const NOTHING = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }
const WAYS = ['app', 'oauth', 'token'] as const
const MATRIX = [
  ['ada', 'admin', [api, site, vault, empty], [['hangar', 'admin']]],
  [
    'alan',
    'member',
    [api, site, empty],
    [
      ['hangar', 'member'],
      ['tower', 'member'],
    ],
  ],
  [
    'grace',
    'member',
    [site, empty],
    [
      ['hangar', 'member'],
      ['tower', 'admin'],
    ],
  ],
  ['outsider', 'collaborator', [vault], [['hangar', 'collaborator']]],
  ['stranger', null, [], []],
] as const

describe.each(WAYS)('by way of %s', (way) => {
  test.each(MATRIX)('%s is %s and sees what GitHub gave to them', async (login, role, repositoryIds, organisations) => {
    const { findOrgAccess, listOrganisations } = await enter(way, login)
    const access = await findOrgAccess(PEOPLE[login], 'Hangar')
    if (role === null) expect(access).toBeNull()
    else expect(access).toMatchObject({ organisationId: HANGAR, login: 'hangar', role, isComplete: true })
    expect(new Set(access?.repositoryIds)).toEqual(new Set(repositoryIds))
    const listed = await listOrganisations()
    expect(listed?.map((organisation) => [organisation.login, organisation.role])).toEqual(organisations)
    expect(listed?.every(({ state }) => state === 'not-scanned')).toBe(true)
  })

  test('who administers a repository is known to, and whoever may only write to it is not', async () => {
    const given = { owner: 'hangar', repo: 'vault', login: 'outsider' } as const
    for (const [permission, administered] of [
      ['push', []],
      ['admin', [vault]],
    ] as const) {
      await world.github.change({ change: 'add-collaborator', ...given, permission })
      const { findOrgAccess, forgetVisibilitiesOf } = await enter(way, 'outsider')
      await forgetVisibilitiesOf({ userId: PEOPLE.outsider })
      const access = await findOrgAccess(PEOPLE.outsider, 'hangar')
      expect(access).toMatchObject({ repositoryIds: [vault], administeredIds: administered })
    }
    await world.github.change({ change: 'add-collaborator', ...given, permission: 'triage' })
  })

  test('somebody from outside who loses their repository is a stranger at the next look', async () => {
    const { findOrgAccess, forgetVisibilitiesOf, listOrganisations } = await enter(way, 'outsider')
    expect(await findOrgAccess(PEOPLE.outsider, 'hangar')).toMatchObject({ role: 'collaborator' })
    const lost = { owner: 'hangar', repo: 'vault', login: 'outsider' } as const
    await world.github.change({ change: 'remove-collaborator', ...lost })
    try {
      await forgetVisibilitiesOf({ userId: PEOPLE.outsider })
      expect(await findOrgAccess(PEOPLE.outsider, 'hangar')).toBeNull()
      expect(await listOrganisations()).toEqual([])
    } finally {
      await world.github.change({ change: 'add-collaborator', ...lost, permission: 'triage' })
    }
  })
})

test('with a fine-grained token, to which GitHub names no organisation, one that was opened by its name stays listed', async () => {
  const { findOrgAccess, listOrganisations } = await enter('token', 'ada', 'github_pat_of_ada')
  const body = { data: { viewer: { organizations: NOTHING, repositories: NOTHING } } }
  expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toMatchObject({ role: 'admin' })
  world.github.injectFault({ match: '/api/graphql', status: 200, body })
  expect(await listOrganisations({ anew: true })).toMatchObject([{ login: 'hangar', role: 'admin' }])
})

describe('through the App', () => {
  test('a token that has ended and can not be renewed signs its owner out', async () => {
    const { findOrgAccess, listOrganisations, db } = await enter('app', 'ada')
    world.github.expireTokens()
    await expect(findOrgAccess(PEOPLE.ada, 'hangar')).rejects.toMatchObject({ code: 'signed-out' })
    expect(await db.githubToken.count()).toBe(0)
    expect(await listOrganisations()).toBeNull()
  })

  test('an owner sees only the repositories that the App was given', async () => {
    const { findOrgAccess, forgetVisibilitiesOf } = await enter('app', 'ada')
    const installation = idOn('hangar')
    await world.github.change({
      change: 'remove-installation-repositories',
      installation,
      repositories: ['vault', 'empty'],
    })
    try {
      await forgetVisibilitiesOf({ organisationId: HANGAR })
      expect(new Set((await findOrgAccess(PEOPLE.ada, 'hangar'))?.repositoryIds)).toEqual(new Set([api, site]))
    } finally {
      await world.github.change({ change: 'select-all-repositories', installation })
    }
  })

  test('a suspended installation shows nothing, and says so in the list', async () => {
    const { findOrgAccess, listOrganisations, syncInstallations, db } = await enter('app', 'ada')
    expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toMatchObject({ role: 'admin' })
    await world.github.change({ change: 'suspend-installation', installation: idOn('hangar') })
    try {
      await syncInstallations()
      expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toBeNull()
      expect(await listOrganisations()).toMatchObject([{ login: 'hangar', role: 'admin', state: 'suspended' }])
      expect(await db.visibility.count()).toBe(0)
    } finally {
      await world.github.change({ change: 'unsuspend-installation', installation: idOn('hangar') })
    }
    expect(await listOrganisations({ anew: true })).toMatchObject([{ login: 'hangar', state: 'not-scanned' }])
    expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toMatchObject({ role: 'admin' })
  })

  test('where the App was removed nothing is seen any more, and a new installation is followed', async () => {
    const { findOrgAccess, syncInstallations, storeInstallationFrom, db } = await enter('app', 'grace')
    expect(await findOrgAccess(PEOPLE.grace, 'tower')).toMatchObject({ role: 'admin' })
    await world.github.change({ change: 'uninstall-app', installation: idOn('tower') })
    try {
      await syncInstallations()
      expect(await findOrgAccess(PEOPLE.grace, 'tower')).toBeNull()
    } finally {
      await world.github.change({
        change: 'install-app',
        owner: 'tower',
        app: registered.app.slug,
        installation: 77_777,
      })
    }
    expect(await storeInstallationFrom(answerOf(77_777))).toBe(TOWER)
    expect(await findOrgAccess(PEOPLE.grace, 'tower')).toMatchObject({ role: 'admin', repositoryIds: [2001n] })
    expect(await db.installation.count({ where: { organisationId: TOWER } })).toBe(1)
  })

  test('a list that GitHub cut short is said to be short', async () => {
    const { findOrgAccess } = await enter('app', 'ada')
    world.github.injectFault({
      match: `/api/v3/user/installations/${idOn('hangar')}/repositories`,
      status: 200,
      body: { total_count: 4, repository_selection: 'all', repositories: [{ id: Number(api) }] },
    })
    expect(await findOrgAccess(PEOPLE.ada, 'hangar')).toMatchObject({ repositoryIds: [api], isComplete: false })
  })

  test('the account of a person is not taken for an organisation', async () => {
    const { storeInstallationFrom, db } = await enter('app', 'ada')
    const personal = { ...answerOf(7), account: { id: 11, login: 'ada', type: 'User' } }
    expect(await storeInstallationFrom(personal)).toBeNull()
    expect(await db.installation.count()).toBe(0)
  })
})

function idOn(login: string): number {
  return registered.app.installations.find(({ organisation }) => organisation === login)?.id ?? 0
}

function answerOf(id: number) {
  const account = { id: Number(TOWER), login: 'tower', type: 'Organization', avatar_url: null }
  return { id, account, repository_selection: 'all' as const, permissions: { metadata: 'read' }, suspended_at: null }
}
