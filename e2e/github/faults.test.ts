import { gunzipSync } from 'node:zlib'
import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { NamedFault } from './fault-kinds'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

const LISTING = `{ organization(login: "hangar") {
  repositories(first: 10) { totalCount pageInfo { hasNextPage } nodes { name repositoryTopics(first: 5) { nodes { topic { name } } } } }
} }`

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterEach(() => github.clearFaults())
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a primary limit says that nothing is left and when it opens again', async () => {
  github.injectFault({ kind: 'primary-limit', resetInSeconds: 20 })
  const answer = await get('/api/v3/user')
  expect(answer.status).toBe(403)
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(answer.headers.get('retry-after')).toBeNull()
  expect(secondsUntil(answer)).toBeGreaterThan(15)
  expect(secondsUntil(answer)).toBeLessThanOrEqual(21)
  expect((await get('/api/v3/user')).status).toBe(200)
})

test.each([
  ['secondary-limit', '60'],
  ['secondary-limit-without-retry-after', null],
] as const)('a %s speaks of a secondary limit, with retry-after %s', async (kind, retryAfter) => {
  github.injectFault({ kind })
  const answer = await get('/api/v3/user')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([403, retryAfter])
  expect((await answer.json()).message).toContain('secondary rate limit')
})

test('an exhausted GraphQL budget is an error in an answer of status 200', async () => {
  github.injectFault({ kind: 'graphql-exhausted', resetInSeconds: 30 })
  expect((await get('/api/v3/user')).status).toBe(200)
  const answer = await post(LISTING)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] })
  expect(answer.headers.get('x-ratelimit-resource')).toBe('graphql')
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
})

test('a partial answer lacks one node in its middle and has an error with the path of it', async () => {
  github.injectFault({ kind: 'graphql-partial', contains: 'repositories(' })
  expect((await (await post('{ viewer { login } }')).json()).errors).toBeUndefined()
  const { data, errors } = await (await post(LISTING)).json()
  const { nodes } = data.organization.repositories
  expect(nodes.map((node: object | null) => node === null)).toEqual([false, false, true, false])
  expect(errors).toEqual([
    { path: ['organization', 'repositories', 'nodes', 2], message: expect.stringContaining('Something went wrong') },
  ])
})

test('objects that were asked for side by side break in their middle, too', async () => {
  github.injectFault({ kind: 'graphql-partial' })
  const aliases = ['a', 'b', 'c'].map((name) => `${name}: object(expression: "main:README.md") { oid }`).join(' ')
  const { data, errors } = await (await post(`{ repository(owner: "hangar", name: "api") { ${aliases} } }`)).json()
  expect(data.repository).toMatchObject({ a: { oid: expect.any(String) }, b: null, c: { oid: expect.any(String) } })
  expect(errors[0].path).toEqual(['repository', 'b'])
})

test('single sign-on shortens a list and says so in a header', async () => {
  github.injectFault({ kind: 'sso-partial', missing: 2, times: 2 })
  const answer = await get('/api/v3/orgs/hangar/repos')
  expect(answer.headers.get('x-github-sso')).toMatch(/^partial-results; organizations=\d+/)
  expect(await answer.json()).toHaveLength(2)
  const graphql = await post(LISTING)
  expect(graphql.headers.get('x-github-sso')).toMatch(/^partial-results/)
  expect((await graphql.json()).data.organization.repositories.nodes).toHaveLength(2)
})

test('a short list misses repositories and says nothing of it', async () => {
  const whole = await get('/api/v3/orgs/hangar/repos')
  github.injectFault({ kind: 'short-list', missing: 3, times: 2 })
  expect((await get('/api/v3/user')).status).toBe(200)
  expect((await (await post('{ viewer { login } }')).json()).data.viewer.login).toBe('ada')
  const rest = await get('/api/v3/orgs/hangar/repos')
  expect(await rest.json()).toHaveLength(1)
  expect(rest.headers.get('x-github-sso')).toBeNull()
  expect(rest.headers.get('etag')).not.toBe(whole.headers.get('etag'))
  const { data, errors } = await (await post(LISTING)).json()
  expect(data.organization.repositories).toMatchObject({ totalCount: 1, nodes: [{}], pageInfo: { hasNextPage: false } })
  expect(errors).toBeUndefined()
  expect(await (await get('/api/v3/orgs/hangar/repos')).json()).toHaveLength(4)
})

test('a truncated archive arrives without an error of the transfer and ends too early', async () => {
  github.injectFault({ kind: 'truncated-archive' })
  const archive = await download()
  expect(() => gunzipSync(archive)).toThrow('unexpected end of file')
  expect(gunzipSync(await download()).length).toBeGreaterThan(1000)
})

test('a corrupt archive is as long as the whole one and can not be read', async () => {
  const whole = await download()
  github.injectFault({ kind: 'corrupt-archive' })
  const archive = await download()
  expect(archive.length).toBe(whole.length)
  expect(() => gunzipSync(archive)).toThrow()
})

test('an archive that is cut is an error of the transfer', async () => {
  github.injectFault({ kind: 'cut', match: '/_codeload/', cutAfterBytes: 50 })
  await expect(download()).rejects.toThrow('terminated')
})

test('a bad gateway speaks HTML and a server error JSON', async () => {
  github.injectFault({ kind: 'bad-gateway-html' })
  github.injectFault({ kind: 'server-error' })
  const gateway = await get('/api/v3/user')
  expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
  const server = await get('/api/v3/user')
  expect([server.status, await server.json()]).toEqual([500, { message: 'Server Error' }])
})

test('what was asked is done, though its answer is lost', async () => {
  github.injectFault({ kind: 'lost-answer', method: 'POST', match: '/api/v3/repos/hangar/api/issues' })
  const headers = { authorization: 'Bearer token-of-ada', 'content-type': 'application/json' }
  const address = `${github.apiUrl}/repos/hangar/api/issues`
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ title: 'Once' }) })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
  expect(await (await get('/api/v3/repos/hangar/api/issues')).json()).toMatchObject([{ title: 'Once' }])
})

test('what is slow is answered in the end', async () => {
  github.injectFault({ kind: 'slow', delayMs: 5 })
  expect((await get('/api/v3/user')).status).toBe(200)
})

test('the client of the product sees a limit as Octokit does', async () => {
  github.injectFault({ kind: 'secondary-limit', retryAfterSeconds: 9 })
  const ada = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-ada', log: quiet })
  const request = ada.rest.users.getAuthenticated()
  await expect(request).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '9' } } })
})

test.each([
  [{ kind: 'earthquake' }, 'kind'],
  [{ kind: 'slow', retryAfterSeconds: 3 }, 'retryAfterSeconds'],
  [{ kind: 'short-list', missing: 0 }, 'missing'],
  [{ match: '/', statuss: 500 }, 'statuss'],
])('the fault %j is refused for its %s', async (fault, key) => {
  const answer = await fetch(`${github.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  expect(answer.status).toBe(422)
  expect((await answer.json()).message).toContain(key)
})

test('what waits is listed by the names it was given', async () => {
  const fault: Partial<NamedFault> & { kind: 'slow' } = { kind: 'slow', times: 2 }
  github.injectFault(fault)
  const listed = await (await fetch(`${github.url}/_control/faults`)).json()
  expect(listed).toEqual([{ kind: 'slow', times: 2, delayMs: 1000 }])
})

function get(path: string): Promise<Response> {
  return fetch(github.url + path, { headers: { authorization: 'token token-of-ada' } })
}

function post(query: string): Promise<Response> {
  return fetch(`${github.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: 'bearer token-of-ada', 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
}

async function download(): Promise<Buffer> {
  return Buffer.from(await (await get('/api/v3/repos/hangar/api/tarball/main')).arrayBuffer())
}

function secondsUntil(answer: Response): number {
  return Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1000
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
