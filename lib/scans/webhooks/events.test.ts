import { runOnce } from 'graphile-worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import type { OrganisationChangeInput } from '@/e2e/github/changes/change'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { common, person, repository, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { becomeApp, startReceiver } from '@/e2e/scans/webhook-receiver'
import { findOrgAccess, type OrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { readChanges } from '@/lib/data/follow-changes'
import { findVisibility } from '@/lib/data/visibility'
import { queueLogger } from '@/lib/jobs/queue-logger'
import { createTasks } from '@/lib/jobs/tasks'
import { receiveWebhook } from './receive'

const { api, site, vault } = REPOSITORIES
const INSTALLATION = 70_001
const inApi = { owner: 'hangar', repo: 'api' } as const
const inEngines = { owner: 'hangar', team: 'engines' } as const

let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let registered: RegisteredApp
let count = 0

beforeAll(async () => {
  world = await startScanWorld()
  registered = await becomeApp(world.github)
  receiver = await startReceiver(receiveWebhook)
  await world.github.setWebhook(registered.app.id, {
    url: receiver.url,
    secret: process.env.GITHUB_WEBHOOK_SECRET ?? '',
  })
  for (const login of ['ada', 'alan', 'outsider'] as const) {
    await signIn(login, (who) => world.github.issueToken(who, registered.app.clientId))
  }
  await happen({
    change: 'install-app',
    owner: 'hangar',
    app: registered.app.slug,
    installation: INSTALLATION,
    repositories: ['api', 'site', 'vault'],
  })
})
afterAll(async () => {
  await world?.close()
  await receiver?.close()
})

beforeEach(async () => {
  await db().webhookDelivery.deleteMany()
  await db().scan.deleteMany()
  world.github.clearFaults()
})

test('where the App is installed, the first scan has begun by itself', async () => {
  expect(await db().installation.findUnique({ where: { organisationId: HANGAR } })).toMatchObject({
    githubId: BigInt(INSTALLATION),
    repositorySelection: 'selected',
  })
  expect(await db().organisation.findUnique({ where: { githubId: HANGAR } })).toMatchObject({ login: 'hangar' })
  const audited = await db().repository.findMany({
    where: { latestAuditId: { not: null } },
    orderBy: { githubId: 'asc' },
  })
  expect(audited.map(({ name }) => name)).toEqual(['api', 'site', 'vault'])
})

test('a real push is audited, and the pages of those who may see it are told', async () => {
  const { tools, seen } = fakeTools()
  const page = new AbortController()
  const access = await findOrgAccess(PEOPLE.ada, 'hangar')
  const told = readChanges(access as OrgAccess, page.signal)
  expect((await told.next()).value).toContain('event: mark')
  const { sha } = await world.github.push({ ...inApi, files: { 'new.py': 'x = 1\n' }, message: 'New' })
  await world.github.deliveriesSettled()
  await runJobs(tools)
  expect(seen.map(({ commit }) => commit)).toEqual([sha])
  expect(await read(api)).toMatchObject({ headCommit: sha, latestAudit: { commit: sha } })
  for await (const event of told) if (event.includes('"checked":["api"]')) break
  page.abort()
})

test('a repository that is created, given to the App and pushed to is there with its audit', async () => {
  const { id } = await happen({ change: 'create-repository', owner: 'hangar', repo: 'fresh', language: 'Python' })
  await happen({ change: 'add-installation-repositories', installation: INSTALLATION, repositories: ['fresh'] })
  expect(await read(BigInt(Number(id)))).toMatchObject({ name: 'fresh', removedAt: null, headCommit: null })
  await world.github.push({ owner: 'hangar', repo: 'fresh', files: { 'a.py': 'x = 1\n' }, message: 'Begin' })
  await world.github.deliveriesSettled()
  await runJobs(fakeTools().tools)
  expect(await read(BigInt(Number(id)))).toMatchObject({ latestAudit: expect.anything() })
})

test('a repository that was taken from the App is removed with that reason, and its audits stay', async () => {
  await happen({ change: 'remove-installation-repositories', installation: INSTALLATION, repositories: ['vault'] })
  expect(await read(vault)).toMatchObject({ removedReason: 'The GitHub App may no longer read it.' })
  await happen({ change: 'add-installation-repositories', installation: INSTALLATION, repositories: ['vault'] })
  expect(await read(vault)).toMatchObject({ removedAt: null, removedReason: null, latestAudit: expect.anything() })
})

test('a rename keeps the audits, and an older rename that is told late changes nothing', async () => {
  await happen({ change: 'rename-repository', ...inApi, name: 'first' })
  await happen({ change: 'rename-repository', owner: 'hangar', repo: 'first', name: 'second' })
  expect(await read(api)).toMatchObject({ name: 'second', latestAudit: expect.anything() })
  await tell('repository', { ...common('renamed'), repository: repository(api, 'first') })
  expect((await read(api))?.name).toBe('second')
  await happen({ change: 'rename-repository', owner: 'hangar', repo: 'second', name: 'api' })
  expect((await read(api))?.name).toBe('api')
})

test('archiving, privacy and the default branch are followed', async () => {
  await happen({ change: 'archive-repository', ...inApi })
  expect(await read(api)).toMatchObject({ isArchived: true, isCounted: false })
  await happen({ change: 'unarchive-repository', ...inApi })
  expect(await read(api)).toMatchObject({ isArchived: false, isCounted: true })
  await happen({ change: 'set-visibility', ...inApi, private: false })
  expect(await read(api)).toMatchObject({ isPrivate: false })
  await happen({ change: 'set-visibility', ...inApi, private: true })
  expect(await read(api)).toMatchObject({ isPrivate: true })

  await happen({ change: 'create-branch', ...inApi, branch: 'trunk' })
  await world.github.push({ ...inApi, branch: 'trunk', files: { 'trunk.py': 'x = 1\n' }, message: 'On trunk' })
  const { tools, seen } = fakeTools()
  await happen({ change: 'set-default-branch', ...inApi, branch: 'trunk' }, tools)
  expect(await read(api)).toMatchObject({ defaultBranch: 'trunk', latestAudit: { commit: seen[0]?.commit } })
  expect(seen).toHaveLength(1)
  await happen({ change: 'set-default-branch', ...inApi, branch: 'main' })
})

test('a deleted repository is removed, and nothing that is told late brings it back', async () => {
  const { id } = await happen({ change: 'create-repository', owner: 'hangar', repo: 'short-lived' })
  const repositoryId = BigInt(Number(id))
  await happen({ change: 'add-installation-repositories', installation: INSTALLATION, repositories: ['short-lived'] })
  await happen({ change: 'delete-repository', owner: 'hangar', repo: 'short-lived' })
  expect(await read(repositoryId)).toMatchObject({ removedReason: 'It was deleted on GitHub.' })
  for (const action of ['created', 'renamed', 'archived']) {
    await tell('repository', { ...common(action), repository: repository(repositoryId, 'short-lived') })
  }
  expect(await read(repositoryId)).toMatchObject({ removedAt: expect.any(Date) })
})

test('a deletion that GitHub does not confirm removes nothing', async () => {
  await tell('repository', { ...common('deleted'), repository: repository(api, 'api') })
  expect(await read(api)).toMatchObject({ removedAt: null })
  expect(await lastDelivery()).toMatchObject({ status: 'ignored', reason: 'GitHub still shows this repository.' })
})

test('a transferred repository belongs to its new owner, with its audits', async () => {
  await happen({ change: 'install-app', owner: 'tower', app: registered.app.slug, installation: 70_002 })
  await happen({ change: 'transfer-repository', owner: 'hangar', repo: 'site', to: 'tower' })
  expect(await read(site)).toMatchObject({ organisationId: 200n, removedAt: null, latestAudit: expect.anything() })
  await happen({ change: 'transfer-repository', owner: 'tower', repo: 'site', to: 'hangar' })
  await happen({ change: 'add-installation-repositories', installation: INSTALLATION, repositories: ['site'] })
  expect(await read(site)).toMatchObject({ organisationId: HANGAR, removedAt: null })
})

test('a team is created, renamed, given work and people, and deleted', async () => {
  const { id } = await happen({ change: 'create-team', owner: 'hangar', team: 'tails', name: 'Tails' })
  const teamId = BigInt(Number(id))
  const inTails = { owner: 'hangar', team: 'tails' } as const
  await happen({ change: 'edit-team', ...inTails, name: 'Tail planes' })
  await happen({ change: 'grant-team-repository', ...inTails, repo: 'api', permission: 'push' })
  await happen({ change: 'add-team-member', ...inTails, login: 'grace' })
  expect(await readTeam(teamId)).toMatchObject({
    name: 'Tail planes',
    repositories: [{ repositoryId: api, permission: 'WRITE' }],
    members: [{ userId: PEOPLE.grace }],
  })
  await happen({ change: 'revoke-team-repository', ...inTails, repo: 'api' })
  await happen({ change: 'remove-team-member', ...inTails, login: 'grace' })
  expect(await readTeam(teamId)).toMatchObject({ repositories: [], members: [] })
  const late = { ...common('created'), team: teamTold(teamId, 'tails') }
  await happen({ change: 'delete-team', ...inTails })
  expect(await readTeam(teamId)).toBeNull()
  await tell('team', late)
  expect(await readTeam(teamId)).toBeNull()
})

test('a secret team is not stored, nor who is in it', async () => {
  const { id } = await happen({ change: 'create-team', owner: 'hangar', team: 'board', name: 'Board', secret: true })
  await happen({ change: 'add-team-member', owner: 'hangar', team: 'board', login: 'alan' })
  await happen({ change: 'grant-team-repository', owner: 'hangar', team: 'board', repo: 'vault' })
  expect(await readTeam(BigInt(Number(id)))).toBeNull()
})

test('a team that is told to be secret by now is forgotten', async () => {
  await tell('team', { ...common('edited'), team: { ...teamTold(502n, 'wings'), privacy: 'secret' } })
  expect(await readTeam(502n)).toBeNull()
})

test('who joins and who leaves an organisation is noted', async () => {
  await happen({ change: 'add-member', owner: 'hangar', login: 'stranger', role: 'admin' })
  const key = { organisationId_userId: { organisationId: HANGAR, userId: PEOPLE.stranger } }
  expect(await db().membership.findUnique({ where: key })).toMatchObject({ role: 'admin' })
  await happen({ change: 'remove-member', owner: 'hangar', login: 'stranger' })
  expect(await db().membership.findUnique({ where: key })).toBeNull()
})

test('an organisation is renamed, and an older name that is told late changes nothing', async () => {
  await happen({ change: 'rename-organisation', owner: 'hangar', login: 'hangar-works' })
  expect(await db().organisation.findUnique({ where: { githubId: HANGAR } })).toMatchObject({ login: 'hangar-works' })
  const { organization, ...rest } = common('renamed')
  await tell('organization', { ...rest, organization: { ...organization, login: 'hangar-before' } })
  expect(await db().organisation.findUnique({ where: { githubId: HANGAR } })).toMatchObject({ login: 'hangar-works' })
  await happen({ change: 'rename-organisation', owner: 'hangar-works', login: 'hangar' })
})

const ALL = ['ada', 'alan', 'outsider'] as const
test.each<[OrganisationChangeInput, readonly (typeof ALL)[number][]]>([
  [{ change: 'add-team-member', ...inEngines, login: 'ada' }, ['ada']],
  [{ change: 'remove-team-member', ...inEngines, login: 'alan' }, ['alan']],
  [{ change: 'add-collaborator', owner: 'hangar', repo: 'api', login: 'outsider' }, ['outsider']],
  [{ change: 'remove-collaborator', owner: 'hangar', repo: 'vault', login: 'outsider' }, ['outsider']],
  [{ change: 'grant-team-repository', ...inEngines, repo: 'vault' }, ALL],
  [{ change: 'revoke-team-repository', ...inEngines, repo: 'vault' }, ALL],
  [{ change: 'create-repository', owner: 'hangar', repo: 'another' }, []],
  [{ change: 'set-visibility', owner: 'hangar', repo: 'vault', private: false }, ALL],
  [{ change: 'set-visibility', owner: 'hangar', repo: 'vault', private: true }, ALL],
  [{ change: 'rename-repository', owner: 'hangar', repo: 'vault', name: 'safe' }, []],
  [{ change: 'rename-repository', owner: 'hangar', repo: 'safe', name: 'vault' }, []],
  [{ change: 'add-installation-repositories', installation: INSTALLATION, repositories: ['another'] }, ALL],
  [{ change: 'delete-repository', owner: 'hangar', repo: 'another' }, ALL],
  [{ change: 'edit-team', ...inEngines, description: 'What turns, and turns' }, []],
  [{ change: 'delete-team', ...inEngines }, ALL],
  [{ change: 'remove-member', owner: 'hangar', login: 'alan' }, ['alan']],
  [{ change: 'add-member', owner: 'hangar', login: 'alan' }, ['alan']],
])('after %o GitHub is asked anew what %j may see, and nobody else', async (change, whose) => {
  for (const login of ALL) await know(login)
  await happen(change)
  const known = await Promise.all(
    ALL.map(async (login) => ((await findVisibility(PEOPLE[login], 'hangar'))?.isOutdated === false ? login : null)),
  )
  expect(ALL.filter((login) => !known.includes(login))).toEqual([...whose])
})

test('who takes back what they allowed the App is signed out', async () => {
  await know('ada')
  await happen({ change: 'revoke-authorisation', app: registered.app.slug, login: 'ada' })
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.ada } })).toBeNull()
  expect(await findVisibility(PEOPLE.ada, 'hangar')).toBeNull()
  expect(await db().githubToken.count()).toBe(2)
})

test('an installation is suspended, comes back with a scan, and goes; told late, it does not come back', async () => {
  await know('alan')
  await happen({ change: 'suspend-installation', installation: INSTALLATION })
  expect(await readInstallation()).toMatchObject({ suspendedAt: expect.any(Date) })
  expect(await findVisibility(PEOPLE.alan, 'hangar')).toBeNull()

  await happen({ change: 'unsuspend-installation', installation: INSTALLATION })
  expect(await readInstallation()).toMatchObject({ suspendedAt: null })
  expect(await db().scan.findFirst({ where: { scope: 'organisation' } })).toMatchObject({
    trigger: 'webhook',
    status: 'done',
  })

  const permissions = { metadata: 'read', contents: 'read', members: 'read', checks: 'write' } as const
  await happen({ change: 'set-installation-permissions', installation: INSTALLATION, permissions })
  expect(await readInstallation()).toMatchObject({ permissions: { checks: 'write' } })

  await know('alan')
  await happen({ change: 'uninstall-app', installation: INSTALLATION })
  expect(await readInstallation()).toBeNull()
  expect(await findOrgAccess(PEOPLE.alan, 'hangar')).toBeNull()
  const account = { ...person(HANGAR, 'hangar'), type: 'Organization' }
  await tell('installation', {
    action: 'created',
    installation: { id: INSTALLATION, account },
    sender: person(11, 'ada'),
  })
  expect(await readInstallation()).toBeNull()
  expect(await lastDelivery()).toMatchObject({ status: 'handled' })
})

test('a pull request that is opened or pushed to asks for its check once, of the newest commit', async () => {
  for (const [action, sha] of [
    ['opened', 'a'.repeat(40)],
    ['synchronize', 'b'.repeat(40)],
  ] as const) {
    const pull_request = { title: 'Nobody’s business', head: { sha }, base: { sha: 'c'.repeat(40) } }
    const body = { ...common(action), number: 7, pull_request, repository: repository(vault, 'vault') }
    await receiveWebhook(webhookRequest({ event: 'pull_request', body, id: `pull-${sha[0]}` }))
  }
  await runOnly('handle-webhook')
  const jobs = await db().$queryRaw`
    select t.identifier as task_identifier, j.payload
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier <> 'read-signals'`
  expect(jobs).toEqual([
    {
      task_identifier: 'check-pull-request',
      payload: {
        organisationId: String(HANGAR),
        repositoryId: String(vault),
        number: 7,
        headCommit: 'b'.repeat(40),
      },
    },
  ])
  await runJobs(fakeTools().tools)
})

test('more repositories than are read one by one are read by one scan, after the one that is under way', async () => {
  await db().installation.deleteMany({ where: { githubId: 70_002n } })
  await happen({ change: 'unsuspend-installation', installation: 70_002 })
  const many = Array.from({ length: 21 }, (_, index) => ({ id: 5000 + index, name: `r${index}` }))
  const account = { ...person(200n, 'tower'), type: 'Organization' }
  const body = {
    action: 'added',
    installation: { id: 70_002, account },
    repositories_added: many,
    repositories_removed: [],
    sender: person(11, 'ada'),
  }
  await db().scan.deleteMany()
  const running = await db().scan.create({ data: { organisationId: 200n, scope: 'organisation', status: 'running' } })
  await tell('installation_repositories', body)
  expect(await lastDelivery()).toMatchObject({ status: 'waiting', reason: expect.stringContaining('under way') })
  await db().scan.delete({ where: { id: running.id } })
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await runJobs(fakeTools().tools)
  expect(await lastDelivery()).toMatchObject({ status: 'handled' })
  expect(await db().scan.findFirst()).toMatchObject({ organisationId: 200n, trigger: 'webhook', status: 'done' })
})

test.each([
  ['repository', { action: 'renamed', repository: repository(1, 'x') }],
  ['team', { action: 'edited', team: teamTold(5n, 'x') }],
  ['membership', { action: 'added', scope: 'team', member: person(11, 'ada'), team: teamTold(5n, 'x') }],
  ['member', { action: 'added', member: person(11, 'ada'), repository: repository(1, 'x') }],
  ['organization', { action: 'renamed' }],
])('%s of an organisation that is not known is ignored with the reason', async (event, payload) => {
  await tell(event, { ...payload, organization: { id: 999_999, login: 'nowhere' }, installation: { id: 1 } })
  expect(await lastDelivery()).toMatchObject({
    status: 'ignored',
    reason: 'This organisation is not known here.',
    payload: null,
  })
})

async function happen(change: OrganisationChangeInput, tools = fakeTools().tools): Promise<Record<string, unknown>> {
  const result = await world.github.change(change)
  await world.github.deliveriesSettled()
  await runJobs(tools)
  const failed = await db().webhookDelivery.findMany({ where: { status: { in: ['failed', 'waiting'] } } })
  expect(failed).toEqual([])
  return result
}

async function tell(event: string, body: object): Promise<void> {
  count += 1
  expect(await receiveWebhook(webhookRequest({ event, body, id: `late-${count}` }))).toMatchObject({ status: 202 })
  await runJobs(fakeTools().tools)
}

async function runOnly(name: string): Promise<void> {
  const task = createTasks(fakeTools().tools)[name]
  const connectionString = process.env.DATABASE_URL ?? ''
  if (!task) return
  // The library finds nothing more in a queue that is shut while one of its jobs is noted as done.
  do await runOnce({ connectionString, taskList: { [name]: task }, noHandleSignals: true, logger: queueLogger() })
  while ((await countJobsOf(name)) > 0)
}

async function countJobsOf(name: string): Promise<number> {
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from graphile_worker.jobs where task_identifier = ${name} and run_at <= now()`
  return row.count
}

/** As if this person had looked a moment ago. */
async function know(login: keyof typeof PEOPLE): Promise<void> {
  const seen = { role: 'member', repositoryIds: [api], fetchedAt: new Date(Date.now() + 100) }
  await db().visibility.upsert({
    where: { userId_organisationId: { userId: PEOPLE[login], organisationId: HANGAR } },
    create: { userId: PEOPLE[login], organisationId: HANGAR, ...seen },
    update: seen,
  })
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(await findVisibility(PEOPLE[login], 'hangar')).not.toBeNull()
}

function read(githubId: bigint) {
  return db().repository.findUnique({ where: { githubId }, include: { latestAudit: true } })
}

function readTeam(githubId: bigint) {
  return db().team.findUnique({ where: { githubId }, include: { repositories: true, members: true } })
}

function readInstallation() {
  return db().installation.findUnique({ where: { githubId: BigInt(INSTALLATION) } })
}

function lastDelivery() {
  return db().webhookDelivery.findFirst({ orderBy: { receivedAt: 'desc' } })
}

function teamTold(id: bigint, slug: string) {
  return { id: Number(id), slug, name: slug, description: null, privacy: 'closed', permission: 'pull' }
}
