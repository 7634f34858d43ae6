import { gunzipSync } from 'node:zlib'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch, describedRoutes, verified } from './described-fetch'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

const UNKNOWN = 'deadbeef'.repeat(5)
let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let ada: Octokit

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
  ada = clientOf('ada')
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a person reads who they are and where they belong', async () => {
  const { data, headers } = await ada.rest.users.getAuthenticated()
  expect(data).toMatchObject({ id: 11, login: 'ada', name: 'Ada Lovelace', email: 'ada@example.test' })
  expect(headers).toMatchObject({ 'x-oauth-scopes': 'read:org, repo, user', 'x-ratelimit-limit': '5000' })
  expect((await ada.rest.users.listEmailsForAuthenticatedUser()).data).toMatchObject([
    { primary: true, verified: true },
  ])
  expect((await ada.rest.orgs.listForAuthenticatedUser()).data.map(({ login }) => login)).toEqual(['hangar'])
  const memberships = await clientOf('grace').rest.orgs.listMembershipsForAuthenticatedUser()
  expect(memberships.data.map(({ role, organization }) => [organization.login, role])).toEqual([
    ['hangar', 'member'],
    ['tower', 'admin'],
  ])
  expect((await ada.rest.users.getByUsername({ username: 'alan' })).data).toMatchObject({ id: 12, email: null })
  expect((await ada.rest.users.getByUsername({ username: 'hangar' })).data).toMatchObject({ type: 'Organization' })
})

test('an organisation tells its members, their roles and its teams to those who belong', async () => {
  expect((await ada.rest.orgs.get({ org: 'HANGAR' })).data).toMatchObject({ id: 100, login: 'hangar', public_repos: 2 })
  const members = await ada.rest.orgs.listMembers({ org: 'hangar', role: 'member' })
  expect(members.data.map(({ login }) => login)).toEqual(['alan', 'grace'])
  const membership = await ada.rest.orgs.getMembershipForUser({ org: 'hangar', username: 'alan' })
  expect(membership.data).toMatchObject({ role: 'member', state: 'active' })
  expect((await ada.rest.teams.list({ org: 'hangar' })).data.map(({ slug }) => slug)).toEqual(['engines', 'wings'])
  const team = { org: 'hangar', team_slug: 'engines' }
  expect((await ada.rest.teams.getByName(team)).data).toMatchObject({ members_count: 1, repos_count: 2 })
  expect((await ada.rest.teams.listMembersInOrg(team)).data.map(({ login }) => login)).toEqual(['alan'])
  const repositories = await ada.rest.teams.listReposInOrg(team)
  expect(repositories.data.map(({ name, permissions }) => [name, permissions?.maintain])).toEqual([
    ['api', false],
    ['site', true],
  ])
})

test('strangers are told neither members nor teams', async () => {
  const stranger = clientOf('stranger')
  expect((await stranger.rest.orgs.listMembers({ org: 'hangar' })).data).toEqual([])
  await expect(stranger.rest.teams.list({ org: 'hangar' })).rejects.toMatchObject({ status: 404 })
  const membership = stranger.rest.orgs.getMembershipForUser({ org: 'hangar', username: 'ada' })
  await expect(membership).rejects.toMatchObject({ status: 403 })
  await expect(ada.rest.orgs.get({ org: 'nowhere' })).rejects.toMatchObject({ status: 404 })
})

test('lists come in pages that link to each other, newest push first when asked', async () => {
  const options = { org: 'hangar', sort: 'pushed', direction: 'desc', per_page: 1 } as const
  const all = await ada.paginate(ada.rest.repos.listForOrg, options)
  expect(all.map(({ name }) => name)).toEqual(['api', 'site', 'vault', 'empty'])
  const { headers } = await ada.rest.repos.listForOrg({ ...options, page: 2 })
  const relations = [...(headers.link ?? '').matchAll(/[?&]page=(\d).*?rel="(\w+)"/g)].map(([, page, name]) => [
    name,
    page,
  ])
  expect(relations).toEqual([
    ['prev', '1'],
    ['next', '3'],
    ['last', '4'],
    ['first', '1'],
  ])
  const mine = await ada.rest.repos.listForAuthenticatedUser({ affiliation: 'organization_member' })
  expect(mine.data.map(({ name }) => name)).toEqual(['api', 'empty', 'site', 'vault'])
  expect((await ada.rest.repos.listForOrg({ org: 'hangar', type: 'private' })).data).toHaveLength(2)
})

test('a repository is found by name, by id and in any case', async () => {
  const expected = {
    id: 1001,
    full_name: 'hangar/api',
    private: true,
    pushed_at: '2025-07-01T08:00:00Z',
    topics: ['fastapi', 'orders'],
  }
  expect((await ada.rest.repos.get({ owner: 'Hangar', repo: 'API' })).data).toMatchObject(expected)
  expect((await ada.request('GET /repositories/{id}', { id: 1001 })).data).toMatchObject(expected)
  expect((await ada.rest.repos.listLanguages(api())).data).toEqual({ Python: 24 })
})

test('commits are listed by branch, id, time and path', async () => {
  const all = (await ada.rest.repos.listCommits(api())).data
  expect(all.map(({ commit }) => commit.message.split('\n')[0])).toEqual([
    'Drop the lock',
    'Pin what we use',
    'Serve orders',
    'Start the service',
  ])
  expect(all[0]).toMatchObject({ sha: fixture.heads.api, author: { login: 'ada' } })
  const until = await ada.rest.repos.listCommits({ ...api(), until: '2025-06-30T23:59:59Z', per_page: 1 })
  expect(until.data[0]?.commit.message).toBe('Pin what we use')
  const since = await ada.rest.repos.listCommits({ ...api(), since: '2025-06-01T00:00:00Z', sha: all[1]?.sha })
  expect(since.data).toHaveLength(1)
  const lock = await ada.rest.repos.listCommits({ ...api(), path: 'uv.lock' })
  expect(lock.data).toHaveLength(2)
  expect((await ada.rest.repos.listCommits({ ...api(), author: 'alan' })).data).toHaveLength(1)
})

test('one commit comes with what it changed, or as its bare id', async () => {
  const { data } = await ada.rest.repos.getCommit({ ...api(), ref: 'main' })
  expect(data.files).toMatchObject([{ filename: 'uv.lock', status: 'removed', deletions: 1 }])
  expect(data.stats).toEqual({ total: 1, additions: 0, deletions: 1 })
  const sha = await ada.rest.repos.getCommit({ ...api(), ref: 'main', mediaType: { format: 'sha' } })
  expect(sha.data).toBe(fixture.heads.api)
  const commit = await ada.rest.git.getCommit({ ...api(), commit_sha: data.sha })
  expect(commit.data).toMatchObject({
    sha: data.sha,
    message: 'Drop the lock',
    author: { date: '2025-07-01T08:00:00Z' },
  })
  expect((await ada.rest.repos.getBranch({ ...api(), branch: 'main' })).data.commit.sha).toBe(data.sha)
  expect((await ada.rest.repos.listBranches(api())).data.map(({ name }) => name)).toEqual(['main'])
})

test('trees, blobs and contents are those of git', async () => {
  const { data: tree } = await ada.rest.git.getTree({ ...api(), tree_sha: 'main', recursive: '1' })
  const paths = ['README.md', 'src', 'src/api', 'src/api/app.py', 'src/api/naïve name.py']
  expect(tree.tree.map(({ path }) => path)).toEqual(paths)
  const app = tree.tree.find(({ path }) => path === 'src/api/app.py')
  const { data: blob } = await ada.rest.git.getBlob({ ...api(), file_sha: app?.sha ?? '' })
  expect(Buffer.from(blob.content, 'base64').toString()).toBe('print("<script>")\n')
  const { data: file } = await ada.rest.repos.getContent({ ...api(), path: 'src/api/naïve name.py' })
  expect(file).toMatchObject({ type: 'file', size: 6, encoding: 'base64' })
  const { data: folder } = await ada.rest.repos.getContent({ ...api(), path: 'src/api', ref: fixture.heads.api })
  expect(folder).toMatchObject([{ name: 'app.py' }, { name: 'naïve name.py' }])
  expect((await ada.rest.repos.getContent({ ...api(), path: '' })).data).toHaveLength(2)
  const raw = await ada.rest.repos.getContent({ ...api(), path: 'README.md', mediaType: { format: 'raw' } })
  expect(raw.data).toBe('# API\n')
})

test('ids and refs that stand for nothing are refused as GitHub refuses them', async () => {
  const refused = async (request: Promise<unknown>, status: number) => expect(request).rejects.toMatchObject({ status })
  await refused(ada.rest.repos.getCommit({ ...api(), ref: UNKNOWN }), 422)
  await refused(ada.rest.git.getCommit({ ...api(), commit_sha: UNKNOWN }), 404)
  await refused(ada.rest.git.getTree({ ...api(), tree_sha: UNKNOWN }), 404)
  await refused(ada.rest.git.getBlob({ ...api(), file_sha: UNKNOWN }), 404)
  await refused(ada.rest.repos.downloadTarballArchive({ ...api(), ref: UNKNOWN }), 404)
  await refused(ada.rest.repos.getBranch({ ...api(), branch: 'absent' }), 404)
  await refused(ada.rest.repos.getContent({ ...api(), path: 'README.md', ref: 'absent' }), 404)
  await refused(ada.rest.repos.getContent({ ...api(), path: '../../../etc/passwd' }), 404)
  await refused(ada.rest.repos.listCommits({ owner: 'hangar', repo: 'empty' }), 409)
  for (const ref of ['--output=/tmp/x', '-h', 'main..main', 'main@{1}', 'main:README.md', ':/Start', 'a b', 'main^']) {
    await refused(ada.rest.repos.getCommit({ ...api(), ref }), 422)
  }
})

test('an archive is reached through a signed link that needs no token and cannot be altered', async () => {
  const ask = `${github.apiUrl}/repos/hangar/api/tarball/main`
  const answer = await fetch(ask, { headers: { authorization: 'token token-of-ada' }, redirect: 'manual' })
  expect(answer.status).toBe(302)
  const link = answer.headers.get('location') ?? ''
  const tar = gunzipSync(Buffer.from(await (await fetch(link)).arrayBuffer()))
  const top = `hangar-api-${fixture.heads.api?.slice(0, 7)}`
  expect(tar.includes(`${top}/src/api/app.py`)).toBe(true)
  expect(tar.includes(fixture.heads.api ?? '-')).toBe(true)
  expect((await fetch(link.replace('/api/', '/vault/'))).status).toBe(404)
  expect((await fetch(link.replace(/expires=\d+/, 'expires=9999999999999'))).status).toBe(404)
  expect((await fetch(link.replace(/token=.*/, ''))).status).toBe(404)
  const { data } = await ada.rest.repos.downloadTarballArchive({ ...api(), ref: 'main' })
  expect(gunzipSync(Buffer.from(data as ArrayBuffer)).equals(tar)).toBe(true)
})

test('what has not changed costs nothing, and entity tags belong to one token', async () => {
  const ask = (login: string, etag = '') =>
    describedFetch(github.apiUrl)(`${github.apiUrl}/orgs/hangar/repos`, {
      headers: { authorization: `Bearer token-of-${login}`, 'if-none-match': etag },
    })
  const first = await ask('ada')
  const etag = first.headers.get('etag') ?? ''
  const again = await ask('ada', etag)
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect(again.headers.get('x-ratelimit-remaining')).toBe(first.headers.get('x-ratelimit-remaining'))
  expect((await ask('alan', etag)).status).toBe(200)
  const next = await ask('ada')
  expect(Number(next.headers.get('x-ratelimit-used'))).toBe(Number(first.headers.get('x-ratelimit-used')) + 1)
})

test('tokens nobody was given are refused, anonymous readers get little', async () => {
  await expect(clientOf('nobody').rest.meta.get()).rejects.toMatchObject({ status: 401 })
  const anonymous = new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    request: { fetch: describedFetch(github.apiUrl) },
  })
  await expect(anonymous.rest.users.getAuthenticated()).rejects.toMatchObject({ status: 401 })
  const { data, headers } = await anonymous.rest.repos.get({ owner: 'hangar', repo: 'site' })
  expect(data.name).toBe('site')
  expect(headers['x-ratelimit-limit']).toBe('60')
  expect((await anonymous.rest.meta.get()).data).toMatchObject({ installed_version: '3.19.0' })
  await expect(anonymous.request('GET /repositories/{id}', { id: 1001 })).rejects.toMatchObject({ status: 404 })
})

test('a spent budget is 403 until it is told to be whole again', async () => {
  const small = await startLocalGitHub({ root: fixture.root, limits: { user: 2, anonymous: 1, graphql: 5 } })
  const client = new Octokit({
    baseUrl: small.apiUrl,
    auth: 'token-of-alan',
    log: quiet,
    request: { fetch: describedFetch(small.apiUrl) },
  })
  await client.rest.users.getAuthenticated()
  await client.rest.users.getAuthenticated()
  const refusal = { status: 403, response: { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-used': '2' } } }
  await expect(client.rest.users.getAuthenticated()).rejects.toMatchObject(refusal)
  expect((await client.rest.rateLimit.get()).data.resources.core).toMatchObject({ limit: 2, remaining: 0 })
  small.clearCounters()
  await client.rest.users.getAuthenticated()
  await small.close()
})

test('every described route was held against the official description with a successful answer', () => {
  const redirects = ['/repos/{owner}/{repo}/tarball/{ref}']
  const missing = describedRoutes.filter((route) => !verified.has(`${route} 200`) && !redirects.includes(route))
  expect(missing).toEqual([])
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function clientOf(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log: quiet, request })
}

function api() {
  return { owner: 'hangar', repo: 'api' }
}
