import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { verify } from '@octokit/webhooks-methods'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RegisteredApp } from '../apps/registration'
import type { OrganisationChangeInput } from '../changes/change'
import { describedFetch, describedSchema, verified } from '../described-fetch'
import { buildFixture, copyFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

const ROUTES = [
  '/app/hook/config',
  '/app/hook/deliveries',
  '/app/hook/deliveries/{delivery_id}',
  '/app/hook/deliveries/{delivery_id}/attempts',
]
const SECRET = 'it is a secret'
const EVENTS = ['push', 'repository', 'team', 'membership', 'member', 'organization', 'pull_request']
const PERMISSIONS = { metadata: 'read', contents: 'read', members: 'read', pull_requests: 'read' } as const

let pristine: Awaited<ReturnType<typeof buildFixture>>
let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let receiver: Awaited<ReturnType<typeof startReceiver>>
let registered: RegisteredApp

beforeAll(async () => {
  pristine = await buildFixture()
  receiver = await startReceiver()
})
beforeEach(async () => {
  fixture = await copyFixture(pristine)
  github = await startLocalGitHub({ root: fixture.root })
  registered = await github.addApp({
    name: 'Airworthy',
    permissions: PERMISSIONS,
    events: EVENTS,
    installations: [{ organisation: 'hangar' }, { organisation: 'tower', repositories: ['radar'] }],
  })
  await github.setWebhook(registered.app.id, { url: receiver.url, secret: SECRET })
})
afterEach(async () => {
  await github.close()
  await fixture.remove()
  receiver.clear()
})
afterAll(async () => {
  await receiver.close()
  await pristine.remove()
})

test('a push is told once, signed over the very bytes, with the headers of GitHub', async () => {
  const { sha } = await github.push({ owner: 'hangar', repo: 'api', files: { 'a.py': 'a = 1\n' }, message: 'Add a' })
  await github.deliveriesSettled()
  const [received, ...more] = receiver.received
  expect(more).toEqual([])
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'x-github-event': 'push',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': String(registered.app.id),
  })
  const signature = String(received?.headers['x-hub-signature-256'])
  expect(await verify(SECRET, received?.body ?? '', signature)).toBe(true)
  expect(await verify('another secret', received?.body ?? '', signature)).toBe(false)
  const before = fixture.heads.api
  expect(JSON.parse(received?.body ?? '')).toMatchObject({
    ref: 'refs/heads/main',
    before,
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    head_commit: { id: sha, message: 'Add a', added: ['a.py'], removed: [], modified: [] },
    commits: [{ id: sha }],
    repository: {
      id: 1001,
      full_name: 'hangar/api',
      default_branch: 'main',
      private: true,
      owner: { login: 'hangar' },
    },
    organization: { id: 100, login: 'hangar' },
    installation: { id: idOn('hangar') },
    sender: { login: 'ada' },
  })
})

test('branches that come and go are told as pushes from and to nothing', async () => {
  await github.change({ change: 'create-branch', owner: 'hangar', repo: 'api', branch: 'idea' })
  await github.change({ change: 'delete-branch', owner: 'hangar', repo: 'api', branch: 'idea' })
  const [created, deleted] = await payloads()
  const nothing = '0'.repeat(40)
  expect(created).toMatchObject({ ref: 'refs/heads/idea', before: nothing, created: true, commits: [] })
  expect(deleted).toMatchObject({ ref: 'refs/heads/idea', after: nothing, deleted: true, head_commit: null })
})

const inApi = { owner: 'hangar', repo: 'api' }
const inEngines = { owner: 'hangar', team: 'engines' }
const REPOSITORY_CHANGES: [OrganisationChangeInput, string, object][] = [
  [{ change: 'create-repository', owner: 'hangar', repo: 'new' }, 'created', { repository: { name: 'new' } }],
  [{ change: 'delete-repository', ...inApi }, 'deleted', { repository: { id: 1001, name: 'api' } }],
  [
    { change: 'rename-repository', ...inApi, name: 'orders' },
    'renamed',
    { repository: { id: 1001, full_name: 'hangar/orders' }, changes: { repository: { name: { from: 'api' } } } },
  ],
  [{ change: 'archive-repository', ...inApi }, 'archived', { repository: { archived: true } }],
  [
    { change: 'unarchive-repository', owner: 'hangar', repo: 'empty' },
    'unarchived',
    { repository: { archived: false } },
  ],
  [
    { change: 'set-visibility', owner: 'hangar', repo: 'site', private: true },
    'privatized',
    { repository: { private: true } },
  ],
  [{ change: 'set-visibility', ...inApi, private: false }, 'publicized', { repository: { visibility: 'public' } }],
  [
    { change: 'set-default-branch', ...inApi, branch: 'trunk' },
    'edited',
    { repository: { default_branch: 'trunk' }, changes: { default_branch: { from: 'main' } } },
  ],
]
const PEOPLE_CHANGES: [OrganisationChangeInput, string, string, object][] = [
  [
    { change: 'create-team', owner: 'hangar', team: 'tails', name: 'Tails' },
    'team',
    'created',
    { team: { slug: 'tails' } },
  ],
  [
    { change: 'edit-team', ...inEngines, name: 'Motors' },
    'team',
    'edited',
    { team: { id: 501, name: 'Motors' }, changes: { name: { from: 'Engines' } } },
  ],
  [{ change: 'delete-team', ...inEngines }, 'team', 'deleted', { team: { id: 501 } }],
  [
    { change: 'grant-team-repository', ...inEngines, repo: 'vault', permission: 'push' },
    'team',
    'added_to_repository',
    { team: { id: 501 }, repository: { id: 1003, permissions: { push: true } } },
  ],
  [
    { change: 'revoke-team-repository', ...inEngines, repo: 'api' },
    'team',
    'removed_from_repository',
    { team: { id: 501 }, repository: { id: 1001 } },
  ],
  [
    { change: 'add-team-member', ...inEngines, login: 'grace', sender: 'ada' },
    'membership',
    'added',
    { scope: 'team', member: { login: 'grace' }, team: { id: 501 }, sender: { login: 'ada' } },
  ],
  [
    { change: 'remove-team-member', ...inEngines, login: 'alan' },
    'membership',
    'removed',
    { member: { login: 'alan' } },
  ],
  [
    { change: 'add-collaborator', ...inApi, login: 'stranger', permission: 'push' },
    'member',
    'added',
    { member: { login: 'stranger' }, repository: { id: 1001 }, changes: { permission: { to: 'write' } } },
  ],
  [
    { change: 'add-collaborator', owner: 'hangar', repo: 'vault', login: 'outsider', permission: 'admin' },
    'member',
    'edited',
    { member: { login: 'outsider' }, changes: { permission: { from: 'read', to: 'admin' } } },
  ],
  [
    { change: 'remove-collaborator', owner: 'hangar', repo: 'vault', login: 'outsider' },
    'member',
    'removed',
    { member: { login: 'outsider' }, repository: { id: 1003 } },
  ],
  [
    { change: 'add-member', owner: 'hangar', login: 'stranger' },
    'organization',
    'member_added',
    { membership: { role: 'member', user: { login: 'stranger' } } },
  ],
  [
    { change: 'rename-organisation', owner: 'hangar', login: 'shed' },
    'organization',
    'renamed',
    { organization: { id: 100, login: 'shed' }, changes: { login: { from: 'hangar' } } },
  ],
]

describe('what happens to a repository is told as GitHub describes it', () => {
  test.each(REPOSITORY_CHANGES)('%j', async (change, action, expected) => {
    await github.change(change)
    const told = await tellings('repository')
    expect(told).toMatchObject([{ action, installation: { id: idOn('hangar') }, ...expected }])
    await expectDescribed(`repository-${action}`, told[0])
  })
})

describe('what happens among people is told as GitHub describes it', () => {
  test.each(PEOPLE_CHANGES)('%j', async (change, event, action, expected) => {
    await github.change(change)
    const told = await tellings(event)
    expect(told).toMatchObject([{ action, organization: { id: 100 }, ...expected }])
    await expectDescribed(`${event}-${action.replaceAll('_', '-')}`, told[0])
  })
})

test('who leaves an organisation leaves its teams, and both are told', async () => {
  await github.change({ change: 'remove-member', owner: 'hangar', login: 'alan' })
  const told = await payloads()
  expect(told).toMatchObject([
    { action: 'removed', scope: 'team', member: { login: 'alan' }, team: { slug: 'engines' } },
    { action: 'member_removed', membership: { user: { login: 'alan' } } },
  ])
  await expectDescribed('organization-member-removed', told[1])
})

test('a transfer is told to who gets the repository; who had chosen it is told that it left', async () => {
  await github.change({ change: 'transfer-repository', owner: 'tower', repo: 'radar', to: 'hangar' })
  const [left] = await tellings('installation_repositories')
  expect(left).toMatchObject({
    action: 'removed',
    installation: { id: idOn('tower') },
    repositories_removed: [{ id: 2001, full_name: 'tower/radar' }],
  })
  const moved = await tellings('repository')
  expect(moved).toMatchObject([
    {
      action: 'transferred',
      installation: { id: idOn('hangar') },
      repository: { id: 2001, full_name: 'hangar/radar' },
      changes: { owner: { from: { organization: { login: 'tower' } } } },
    },
  ])
  await expectDescribed('repository-transferred', moved[0])
})

test('an App is told of its installations and of people who take their leave, asked or not', async () => {
  const installation = idOn('tower')
  const slug = registered.app.slug
  await github.change({ change: 'create-repository', owner: 'tower', repo: 'lamp' })
  await github.change({ change: 'add-installation-repositories', installation, repositories: ['lamp'] })
  await github.change({ change: 'remove-installation-repositories', installation, repositories: ['radar'] })
  await github.change({ change: 'suspend-installation', installation, sender: 'grace' })
  await github.change({ change: 'create-team', owner: 'tower', team: 'lights', name: 'Lights' })
  await github.change({ change: 'unsuspend-installation', installation })
  await github.change({ change: 'set-installation-permissions', installation, permissions: { metadata: 'read' } })
  await github.change({ change: 'uninstall-app', installation })
  await github.change({ change: 'install-app', owner: 'tower', app: slug, repositories: ['lamp'] })
  github.issueToken('alan', registered.app.clientId)
  await github.change({ change: 'revoke-authorisation', app: slug, login: 'alan' })
  const events = (await received()).map(({ event, payload }) => [event, payload.action])
  expect(events).toEqual([
    ['installation_repositories', 'added'],
    ['installation_repositories', 'removed'],
    ['installation', 'suspend'],
    ['installation', 'unsuspend'],
    ['installation', 'new_permissions_accepted'],
    ['installation', 'deleted'],
    ['installation', 'created'],
    ['github_app_authorization', 'revoked'],
  ])
  for (const { event, payload } of await received()) {
    const name = `${event}-${String(payload.action)}`.replaceAll('_', '-')
    await expectDescribed(name, payload)
  }
  expect((await tellings('installation'))[4]).toMatchObject({ repositories: [{ full_name: 'tower/lamp' }] })
})

test('an App hears only of what it asked for, may read and reaches', async () => {
  const { app } = await github.addApp({
    name: 'Deaf',
    permissions: { metadata: 'read', contents: 'read' },
    events: ['push', 'team'],
    installations: [{ organisation: 'hangar', repositories: ['site'] }],
    webhook: { url: receiver.url, secret: SECRET },
  })
  await github.change({ change: 'create-team', owner: 'hangar', team: 'tails', name: 'Tails' })
  await github.change({ change: 'archive-repository', owner: 'hangar', repo: 'site' })
  await github.push({ ...inApi, files: { 'b.py': 'b = 1\n' }, message: 'Add b' })
  await github.push({ owner: 'hangar', repo: 'site', files: { 'b.py': 'b = 1\n' }, message: 'Add b' })
  await github.deliveriesSettled()
  expect(github.deliveries(app.id).map(({ message }) => message.repositoryId)).toEqual([1002])
})

test('a pull request is told from its opening to the end of its branch', async () => {
  const inTopic = { ...inApi, branch: 'topic' }
  await github.change({ change: 'create-branch', ...inTopic })
  await github.push({ ...inTopic, files: { 'k.py': 'k = 1\n' }, message: 'Add k' })
  await github.pull({ action: 'open', ...inApi, head: 'topic', base: 'main', title: 'Add k', by: 'alan' })
  const { sha } = await github.push({ ...inTopic, files: { 'k.py': 'k = 2\n' }, message: 'Change k' })
  await github.change({ change: 'delete-branch', ...inTopic })
  const told = await tellings('pull_request')
  expect(told.map(({ action }) => action)).toEqual(['opened', 'synchronize', 'closed'])
  expect(told[1]).toMatchObject({ after: sha, installation: { id: idOn('hangar') }, sender: { login: 'alan' } })
  for (const payload of told) await expectDescribed(`pull-request-${payload.action}`, payload)
})

test('something that has no change of its own is told by name', async () => {
  await github.emit({
    event: 'pull_request',
    action: 'opened',
    owner: 'hangar',
    repo: 'api',
    sender: 'alan',
    payload: { number: 7 },
  })
  const told = { action: 'opened', number: 7, repository: { id: 1001 }, sender: { login: 'alan' } }
  expect(await payloads()).toMatchObject([told])
})

describe('deliveries', () => {
  test('that failed are listed with what went wrong and sent again under the same number when asked', async () => {
    receiver.answerWith(500)
    await github.push({ ...inApi, files: { 'c.py': 'c = 1\n' }, message: 'Add c' })
    await github.deliveriesSettled()
    const app = appClient()
    const { data } = await app.rest.apps.listWebhookDeliveries()
    expect(data).toMatchObject([
      { event: 'push', action: null, status: 'Invalid HTTP Response: 500', status_code: 500 },
    ])
    expect(data[0]).toMatchObject({ redelivery: false, installation_id: idOn('hangar'), repository_id: 1001 })
    receiver.answerWith(202)
    const again = await app.rest.apps.redeliverWebhookDelivery({ delivery_id: data[0]?.id ?? 0 })
    expect(again.status).toBe(202)
    await github.deliveriesSettled()
    const { data: after } = await app.rest.apps.listWebhookDeliveries()
    expect(after.map(({ guid, redelivery, status }) => [guid, redelivery, status])).toEqual([
      [data[0]?.guid, true, 'OK'],
      [data[0]?.guid, false, 'Invalid HTTP Response: 500'],
    ])
    const [first, second] = receiver.received
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['x-github-delivery']).toBe(first?.headers['x-github-delivery'])
  })

  test('that were dropped never arrived, yet are listed as failed', async () => {
    github.dropDeliveries(1)
    await github.push({ ...inApi, files: { 'd.py': 'd = 1\n' }, message: 'Add d' })
    await github.push({ ...inApi, files: { 'e.py': 'e = 1\n' }, message: 'Add e' })
    await github.deliveriesSettled()
    expect(receiver.received).toHaveLength(1)
    const { data } = await appClient().request('GET /app/hook/deliveries', { status: 'failure' })
    expect(data).toMatchObject([{ status: 'failed to connect to host' }])
    expect((await appClient().rest.apps.listWebhookDeliveries()).data).toHaveLength(2)
  })

  test('can be read one by one with what was sent and answered', async () => {
    await github.push({ ...inApi, files: { 'f.py': 'f = 1\n' }, message: 'Add f' })
    await github.deliveriesSettled()
    const app = appClient()
    const [listed] = (await app.rest.apps.listWebhookDeliveries()).data
    const { data } = await app.rest.apps.getWebhookDelivery({ delivery_id: listed?.id ?? 0 })
    expect(data.request.payload).toMatchObject({ ref: 'refs/heads/main' })
    expect(data.request.headers).toMatchObject({ 'x-github-delivery': listed?.guid })
    expect(data.response.payload).toBe('thanks')
    await expect(app.rest.apps.getWebhookDelivery({ delivery_id: 1 })).rejects.toMatchObject({ status: 404 })
  })

  test('come in pages that a cursor leads through', async () => {
    for (const name of ['g', 'h', 'i']) {
      await github.push({ ...inApi, files: { [name]: name }, message: `Add ${name}` })
    }
    await github.deliveriesSettled()
    const app = appClient()
    const all = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 2 })
    const numbers = all.map(({ id }) => id)
    expect(numbers).toHaveLength(3)
    expect(numbers).toEqual([...numbers].sort((left, right) => right - left))
    const { headers } = await app.rest.apps.listWebhookDeliveries({ per_page: 2 })
    expect(headers.link).toMatch(/cursor=v1_\d+>; rel="next"/)
  })

  test('go where the App says, and nowhere when nobody listens', async () => {
    const app = appClient()
    expect((await app.rest.apps.getWebhookConfigForApp()).data).toMatchObject({ url: receiver.url, secret: '********' })
    const closed = 'http://127.0.0.1:9/'
    // Octokit would take a parameter called url for the address of the request.
    await app.request('PATCH /app/hook/config', { data: { url: closed, secret: SECRET } })
    await github.push({ ...inApi, files: { 'j.py': 'j = 1\n' }, message: 'Add j' })
    await github.deliveriesSettled()
    expect(github.deliveries(registered.app.id)[0]?.status).toBe('failed to connect to host')
  })
})

test('every route of deliveries was held against the official description', () => {
  const labels = [...verified].map((label) => label.replace(/^(POST|PATCH) /, '').replace(/ 20[02]$/, ''))
  expect(ROUTES.filter((route) => !labels.includes(route))).toEqual([])
})

/** A page that Apps are told at; it remembers what it heard. */
async function startReceiver() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  let status = 202
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(status).end('thanks')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/webhooks`,
    received,
    answerWith(next: number) {
      status = next
    },
    clear() {
      received.length = 0
      status = 202
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function received(): Promise<{ event: string; payload: Record<string, unknown> }[]> {
  await github.deliveriesSettled()
  return github
    .deliveries(registered.app.id)
    .reverse()
    .map(({ message }) => ({ event: message.event, payload: JSON.parse(message.body) }))
}

async function payloads(): Promise<Record<string, unknown>[]> {
  return (await received()).map(({ payload }) => payload)
}

async function tellings(event: string): Promise<Record<string, unknown>[]> {
  return (await received()).filter((each) => each.event === event).map(({ payload }) => payload)
}

async function expectDescribed(name: string, payload: unknown): Promise<void> {
  const validate = await describedSchema(`webhook-${name}`)
  const problems = validate(payload)
    ? []
    : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`)
  expect(problems).toEqual([])
}

function appClient(): Octokit {
  return new Octokit({
    baseUrl: github.apiUrl,
    authStrategy: createAppAuth,
    auth: { appId: registered.app.id, privateKey: registered.privateKey },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: describedFetch(github.apiUrl, ROUTES) },
  })
}

function idOn(organisation: string): number {
  return registered.app.installations.find((each) => each.organisation === organisation)?.id ?? 0
}
