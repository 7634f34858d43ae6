import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describedFetch } from '../described-fetch'
import { buildFixture, copyFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

let pristine: Awaited<ReturnType<typeof buildFixture>>
let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  pristine = await buildFixture()
})
beforeEach(async () => {
  fixture = await copyFixture(pristine)
  github = await startLocalGitHub({ root: fixture.root })
})
afterEach(async () => {
  await github.close()
  await fixture.remove()
})
afterAll(() => pristine.remove())

test('a renamed repository keeps its number, its commits and its teams, and its old name leads on', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  expect(existsSync(folderOf('hangar/orders'))).toBe(true)
  expect(existsSync(folderOf('hangar/api'))).toBe(false)
  const asked = await ask('/repos/hangar/api/commits?per_page=1', 'alan')
  expect([asked.status, asked.headers.get('location')]).toEqual([
    301,
    `${github.apiUrl}/repositories/1001/commits?per_page=1`,
  ])
  const alan = clientOf('alan')
  expect((await alan.rest.repos.get({ owner: 'hangar', repo: 'api' })).data).toMatchObject({ id: 1001, name: 'orders' })
  expect((await alan.rest.repos.listCommits({ owner: 'hangar', repo: 'api' })).data[0]?.sha).toBe(fixture.heads.api)
  expect((await alan.request('GET /repositories/{id}', { id: 1001 })).data.full_name).toBe('hangar/orders')
  const query = '{ repository(owner: "hangar", name: "api") { nameWithOwner } }'
  expect(await alan.graphql(query)).toEqual({ repository: { nameWithOwner: 'hangar/orders' } })
  const strict = '{ repository(owner: "hangar", name: "api", followRenames: false) { nameWithOwner } }'
  await expect(alan.graphql(strict)).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
})

test('an old name tells nothing to those who may not see the repository, and nothing once the name is used again', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  expect((await ask('/repos/hangar/api', 'stranger')).status).toBe(404)
  expect((await ask('/repositories/1001/commits', 'stranger')).status).toBe(404)
  await github.change({ change: 'create-repository', owner: 'hangar', repo: 'api', private: false })
  expect(await (await ask('/repos/hangar/api', 'stranger')).json()).toMatchObject({ name: 'api', size: 0 })
})

test('every old name leads to the newest', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'orders', name: 'shop' })
  const alan = clientOf('alan')
  expect((await alan.rest.repos.get({ owner: 'hangar', repo: 'api' })).data.name).toBe('shop')
  expect((await alan.rest.repos.get({ owner: 'hangar', repo: 'orders' })).data.name).toBe('shop')
})

test('a transferred repository obeys its new organisation', async () => {
  await github.change({ change: 'transfer-repository', owner: 'tower', repo: 'radar', to: 'hangar' })
  expect(existsSync(folderOf('hangar/radar'))).toBe(true)
  const { data } = await clientOf('ada').rest.repos.get({ owner: 'tower', repo: 'radar' })
  expect(data).toMatchObject({ id: 2001, full_name: 'hangar/radar' })
  await expect(clientOf('grace').rest.repos.get({ owner: 'hangar', repo: 'radar' })).rejects.toMatchObject({
    status: 404,
  })
})

test('a deleted repository is gone under every name and number', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  await github.change({ change: 'delete-repository', owner: 'hangar', repo: 'orders' })
  for (const path of [
    '/repos/hangar/api',
    '/repos/hangar/orders',
    '/repositories/1001',
    '/repositories/1001/commits',
  ]) {
    expect((await ask(path, 'ada')).status).toBe(404)
  }
  expect(existsSync(folderOf('hangar/orders'))).toBe(false)
})

test('people and teams change who may read what at once', async () => {
  const sees = async (login: string, repo: string) => (await ask(`/repos/hangar/${repo}`, login)).status === 200
  expect(await sees('grace', 'api')).toBe(false)
  await github.change({ change: 'add-team-member', owner: 'hangar', team: 'engines', login: 'grace' })
  expect(await sees('grace', 'api')).toBe(true)
  await github.change({ change: 'revoke-team-repository', owner: 'hangar', team: 'engines', repo: 'api' })
  expect(await sees('grace', 'api')).toBe(false)
  await github.change({ change: 'set-base-permission', owner: 'hangar', permission: 'read' })
  expect(await sees('grace', 'api')).toBe(true)
  await github.change({ change: 'remove-member', owner: 'hangar', login: 'grace' })
  expect(await sees('grace', 'api')).toBe(false)
  await github.change({ change: 'set-visibility', owner: 'hangar', repo: 'api', private: false })
  expect(await sees('stranger', 'api')).toBe(true)
  await github.change({ change: 'add-person', login: 'linus', email: 'linus@example.test' })
  await github.change({ change: 'add-member', owner: 'hangar', login: 'linus', role: 'admin' })
  await github.change({ change: 'set-member-role', owner: 'hangar', login: 'ada', role: 'member' })
  const { data } = await clientOf('ada').rest.orgs.listMembers({ org: 'hangar', role: 'admin' })
  expect(data.map(({ login }) => login)).toEqual(['linus'])
})

test('an organisation is renamed with everything in it', async () => {
  await github.change({ change: 'rename-organisation', owner: 'hangar', login: 'shed' })
  expect((await clientOf('ada').rest.repos.get({ owner: 'shed', repo: 'vault' })).data.id).toBe(1003)
  expect((await clientOf('ada').rest.repos.get({ owner: 'hangar', repo: 'vault' })).data.full_name).toBe('shed/vault')
  await expect(clientOf('ada').rest.orgs.get({ org: 'hangar' })).rejects.toMatchObject({ status: 404 })
})

test('changes outlive a restart', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  await github.change({ change: 'set-default-branch', owner: 'hangar', repo: 'site', branch: 'trunk' })
  await github.close()
  github = await startLocalGitHub({ root: fixture.root })
  expect((await clientOf('alan').rest.repos.get({ owner: 'hangar', repo: 'api' })).data.name).toBe('orders')
  expect(await readFile(join(folderOf('hangar/site'), 'HEAD'), 'utf8')).toBe('ref: refs/heads/trunk\n')
})

test.each([
  [
    { change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'site' },
    'There is a repository hangar/site already.',
  ],
  [{ change: 'delete-repository', owner: 'hangar', repo: 'absent' }, 'There is no repository hangar/absent.'],
  [{ change: 'add-member', owner: 'hangar', login: 'nobody' }, 'There is nobody called nobody.'],
  [
    { change: 'add-team-member', owner: 'hangar', team: 'engines', login: 'stranger' },
    'stranger is in team engines but not',
  ],
  [{ change: 'transfer-repository', owner: 'hangar', repo: 'api', to: 'nowhere' }, 'There is no organisation nowhere.'],
  [{ change: 'suspend-installation', installation: 1 }, 'There is no installation 1.'],
  [{ change: 'set-fire', owner: 'hangar' }, 'Invalid'],
])('what is impossible changes nothing: %j', async (change, message) => {
  const path = join(fixture.root, 'organisation.json')
  const before = await readFile(path, 'utf8')
  const answer = await control('/organisation', change)
  expect(answer.status).toBe(422)
  expect((await answer.json()).message).toContain(message)
  expect(await readFile(path, 'utf8')).toBe(before)
  expect((await ask('/repos/hangar/api', 'ada')).status).toBe(200)
})

test('the control endpoint makes several changes in order and registers Apps', async () => {
  const made = await control('/organisation', [
    { change: 'create-repository', owner: 'hangar', repo: 'wing', private: true },
    { change: 'create-team', owner: 'hangar', team: 'tails', name: 'Tails' },
    { change: 'grant-team-repository', owner: 'hangar', team: 'tails', repo: 'wing', permission: 'admin' },
  ])
  expect([made.status, await made.json()]).toEqual([200, [{ id: 2002 }, { id: 503 }, {}]])
  const added = await control('/apps', { name: 'Inspector', installations: [{ organisation: 'hangar' }] })
  const app = await added.json()
  expect(app).toMatchObject({
    slug: 'inspector',
    privateKey: expect.stringContaining('-----BEGIN RSA PRIVATE KEY-----'),
  })
  const twice = await control('/apps', { name: 'Inspector', slug: 'inspector' })
  expect(twice.status).toBe(422)
  const changed = await control(`/apps/${app.id}`, { webhook: { url: 'http://127.0.0.1:9/', secret: 's' } }, 'PATCH')
  expect(await changed.json()).toMatchObject({ webhook: { url: 'http://127.0.0.1:9/', active: true } })
  const issued = await control('/issue-token', { login: 'alan', clientId: app.clientId })
  const { access_token } = await issued.json()
  const mine = await fetch(`${github.apiUrl}/user/installations`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  expect(await mine.json()).toMatchObject({ total_count: 1 })
})

function ask(path: string, login: string): Promise<Response> {
  return fetch(github.apiUrl + path, { headers: { authorization: `Bearer token-of-${login}` }, redirect: 'manual' })
}

function clientOf(login: string): Octokit {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const request = { fetch: describedFetch(github.apiUrl) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log, request })
}

function control(path: string, body: unknown, method = 'POST'): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${github.url}/_control${path}`, { method, headers, body: JSON.stringify(body) })
}

function folderOf(fullName: string): string {
  return join(fixture.root, 'repositories', `${fullName}.git`)
}
