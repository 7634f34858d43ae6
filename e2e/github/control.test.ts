import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let ada: Octokit

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  ada = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-ada', log: quiet })
})
afterEach(() => control('POST', '/clear', {}))
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a fault happens as often as it says, to the paths it names, then all is well', async () => {
  const headers = { 'retry-after': '7' }
  await control('POST', '/faults', {
    match: '/api/v3/orgs/hangar',
    status: 429,
    headers,
    body: { message: 'slow down' },
    times: 2,
  })
  await expect(ada.rest.orgs.get({ org: 'hangar' })).rejects.toMatchObject({ status: 429, response: { headers } })
  expect((await ada.rest.users.getAuthenticated()).status).toBe(200)
  await expect(ada.rest.orgs.get({ org: 'hangar' })).rejects.toThrow('slow down')
  expect((await ada.rest.orgs.get({ org: 'hangar' })).status).toBe(200)
})

test('a fault may wait for one method only, and be taken back', async () => {
  github.injectFault({ match: '/', method: 'POST', status: 502, times: 9 })
  expect((await ada.rest.users.getAuthenticated()).status).toBe(200)
  await expect(ada.graphql('{ viewer { login } }')).rejects.toMatchObject({ status: 502 })
  github.clearFaults()
  expect(await ada.graphql('{ viewer { login } }')).toEqual({ viewer: { login: 'ada' } })
})

test('an answer may carry further headers, such as those of a short list', async () => {
  github.injectFault({
    match: '/api/v3/orgs/hangar/repos',
    headers: { 'x-github-sso': 'partial-results; organizations=1' },
  })
  const { data, headers } = await ada.rest.repos.listForOrg({ org: 'hangar' })
  expect(data).toHaveLength(4)
  expect(headers['x-github-sso']).toBe('partial-results; organizations=1')
})

test('an archive can be cut in its middle', async () => {
  const whole = await ada.rest.repos.downloadTarballArchive({ owner: 'hangar', repo: 'api', ref: 'main' })
  expect(whole.status).toBe(200)
  github.injectFault({ match: '/_codeload/', cutAfterBytes: 100, delayMs: 5 })
  const answer = await fetch(`${github.apiUrl}/repos/hangar/api/tarball/main`, {
    headers: { authorization: 'token token-of-ada' },
  })
  await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
})

test('counters tell requests by route, points, what was unchanged and downloads', async () => {
  const { headers } = await ada.rest.repos.get({ owner: 'hangar', repo: 'api' })
  await ada.request('GET /repos/hangar/site')
  const same = ada.request('GET /repos/hangar/api', { headers: { 'if-none-match': headers.etag } })
  await expect(same).rejects.toMatchObject({ status: 304 })
  await ada.rest.repos.downloadTarballArchive({ owner: 'hangar', repo: 'api', ref: 'main' })
  await ada.graphql('{ viewer { login } }')
  expect(await control('GET', '/counters')).toEqual({
    requests: {
      'GET /api/v3/repos/:owner/:repo': 3,
      'GET /api/v3/repos/:owner/:repo/tarball/*': 1,
      'GET /_codeload/:owner/:repo/legacy.tar.gz/*': 1,
      'POST /api/graphql': 1,
    },
    downloads: { 'hangar/api': 1 },
    unchanged: 1,
    points: { rest: 3, graphql: 1 },
  })
})

test('a push makes a commit that every view shows', async () => {
  const before = (await ada.rest.repos.getBranch({ owner: 'hangar', repo: 'api', branch: 'main' })).data.commit.sha
  const pushed = await control('POST', '/push', {
    owner: 'hangar',
    repo: 'api',
    files: { 'tests/test_app.py': 'def test(): pass\n', 'README.md': null, 'src/api/app.py': 'print("hi")\n' },
    message: 'Test the service',
    author: { name: 'Alan', email: 'alan@example.test' },
    date: '2025-08-01T00:00:00Z',
  })
  const { data } = await ada.rest.repos.getCommit({ owner: 'hangar', repo: 'api', ref: 'main' })
  expect(data).toMatchObject({ sha: pushed.sha, parents: [{ sha: before }], author: { login: 'alan' } })
  expect(data.files?.map(({ filename, status }) => [filename, status])).toEqual([
    ['README.md', 'removed'],
    ['src/api/app.py', 'modified'],
    ['tests/test_app.py', 'added'],
  ])
  const { repository } = await ada.graphql<{ repository: unknown }>(
    '{ repository(owner: "hangar", name: "api") { pushedAt defaultBranchRef { target { oid } } } }',
  )
  expect(repository).toEqual({ pushedAt: '2025-08-01T00:00:00Z', defaultBranchRef: { target: { oid: pushed.sha } } })
})

test('the first push to an empty repository starts its branch', async () => {
  const { sha } = await github.push({ owner: 'hangar', repo: 'empty', files: { 'a.py': 'a = 1\n' }, message: 'Begin' })
  expect((await ada.rest.repos.listCommits({ owner: 'hangar', repo: 'empty' })).data[0]?.sha).toBe(sha)
})

test.each(['../escape', '.git/hooks/post-update', 'a//b', '/etc/passwd', 'a\nb'])(
  'a push to the path %j is refused',
  async (path) => {
    const answer = await control('POST', '/push', {
      owner: 'hangar',
      repo: 'api',
      files: { [path]: 'x' },
      message: 'm',
    })
    expect(answer.message).toContain('files')
  },
)

test('pages in a browser and other machines cannot reach the controls', async () => {
  const form = await fetch(`${github.url}/_control/clear`, { method: 'POST', body: 'x' })
  expect(form.status).toBe(403)
  const headers = { host: 'rebound.example', 'content-type': 'application/json' }
  expect((await ada.request.defaults({ baseUrl: '' })(`GET ${github.url}/_control/counters`)).status).toBe(200)
  expect(await statusWithHost(`${github.url}/_control/counters`, headers)).toBe(403)
})

async function control(method: string, path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${github.url}/_control${path}`, { method, headers, body: JSON.stringify(body) })
  return response.json()
}

async function statusWithHost(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
}
