import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ArchiveTooLarge } from '@/lib/errors'
import { openTarball } from './archive'
import { createGitHubClient } from './client'
import { monthEndCommits } from './month-ends'
import { refreshUserToken } from './refresh-token'
import { listVisibleRepositories } from './visible-repositories'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let handle: Handler
let asked: { url: string; authorization: string | undefined; agent: string | undefined }[] = []
let origin: string
const server = createServer((request, response) => {
  const { authorization, 'user-agent': agent } = request.headers
  asked.push({ url: request.url ?? '', authorization, agent })
  handle(request, response)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: origin,
    GITHUB_API_URL: `${origin}/api/v3`,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
})

test('an archive is fetched from where GitHub points, without the token, and both requests are counted', async () => {
  const client = createGitHubClient('hush')
  handle = (request, response) => {
    if (request.url?.startsWith('/codeload')) return void response.end('bytes')
    response.writeHead(302, { location: `${origin}/codeload/x?token=1` }).end()
  }
  const stream = await openTarball(client, 'o', 'r', 'abc')
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('bytes')
  expect(asked.map(({ url, authorization }) => [url, authorization])).toEqual([
    ['/api/v3/repos/o/r/tarball/abc', 'token hush'],
    ['/codeload/x?token=1', undefined],
  ])
  expect(asked.every(({ agent }) => agent?.startsWith('airworthy/'))).toBe(true)
  expect(client.usage.requests).toBe(2)
})

test.each(['http://169.254.169.254/latest', 'http://localhost:1/x', 'file:///etc/passwd', 'https://127.0.0.1/x'])(
  'a link to %s is not followed',
  async (location) => {
    handle = (_, response) => void response.writeHead(302, { location }).end()
    await expect(openTarball(createGitHubClient('t'), 'o', 'r', 'abc')).rejects.toMatchObject({
      code: 'github-unavailable',
    })
    expect(asked).toHaveLength(1)
  },
)

test('a link that leads on elsewhere is not followed', async () => {
  handle = (request, response) => {
    const target = request.url?.startsWith('/codeload') ? 'http://169.254.169.254/' : `${origin}/codeload/x`
    response.writeHead(302, { location: target }).end()
  }
  await expect(openTarball(createGitHubClient('t'), 'o', 'r', 'abc')).rejects.toMatchObject({
    code: 'github-unavailable',
  })
})

test('an archive that never ends is given up', async () => {
  handle = (request, response) => {
    if (request.url?.startsWith('/codeload')) return void response.writeHead(200).write('some')
    response.writeHead(302, { location: `${origin}/codeload/x` }).end()
  }
  const stream = await openTarball(createGitHubClient('t'), 'o', 'r', 'abc', { timeoutMs: 300 })
  await expect(stream.toArray()).rejects.toThrow()
})

test('an archive of which no more comes is given up', async () => {
  handle = linkTo((response) => void response.writeHead(200).write('some'))
  const stream = await openTarball(createGitHubClient('t'), 'o', 'r', 'abc', { stallMs: 200 })
  await expect(stream.toArray()).rejects.toMatchObject({ code: 'github-unavailable' })
})

test('an archive whose service takes the request and says nothing is given up', async () => {
  handle = linkTo(() => undefined)
  const opening = openTarball(createGitHubClient('t'), 'o', 'r', 'abc', { stallMs: 200 })
  await expect(opening).rejects.toMatchObject({ code: 'github-unavailable' })
})

test.each([
  ['says so before', { 'content-length': '2000' }],
  ['does not', { 'transfer-encoding': 'chunked' }],
])('an archive that is too large, and %s, is told apart', async (_, headers) => {
  handle = linkTo((response) => void response.writeHead(200, headers).end(Buffer.alloc(2000)))
  const read = async () => {
    const stream = await openTarball(createGitHubClient('t'), 'o', 'r', 'abc', { maxBytes: 1000 })
    return stream.toArray()
  }
  await expect(read()).rejects.toBeInstanceOf(ArchiveTooLarge)
})

test('no more than four archives are downloaded at once, and one that fails makes room', async () => {
  let open = 0
  let most = 0
  let asked = 0
  handle = linkTo((response) => {
    asked += 1
    const isBad = asked % 3 === 0
    open += 1
    most = Math.max(most, open)
    setTimeout(() => {
      open -= 1
      if (isBad) response.writeHead(500).end()
      else response.end('bytes')
    }, 20)
  })
  const client = createGitHubClient('t')
  const all = Array.from({ length: 12 }, async () => (await openTarball(client, 'o', 'r', 'abc')).toArray())
  const ended = await Promise.allSettled(all)
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
  expect(most).toBe(4)
})

test('a part that GitHub leaves out makes the list incomplete, not shorter', async () => {
  handle = (_, response) =>
    json(response, {
      data: visible([{ databaseId: 1, isPrivate: true, viewerPermission: 'READ' }, null]),
      errors: [{ type: 'FORBIDDEN', message: 'SAML' }],
    })
  const seen = await listVisibleRepositories(createGitHubClient('t'), 'hangar')
  expect(seen).toMatchObject({ role: 'member', repositoryIds: [1n], isComplete: false })
})

test('the header of single sign-on makes the list incomplete', async () => {
  handle = (_, response) => {
    response.setHeader('x-github-sso', 'partial-results; organizations=21955855')
    json(response, { data: visible([{ databaseId: 1, isPrivate: true, viewerPermission: 'READ' }]) })
  }
  const seen = await listVisibleRepositories(createGitHubClient('t'), 'hangar')
  expect(seen).toMatchObject({ repositoryIds: [1n], isComplete: false })
})

test('an organisation that is not shown is not found', async () => {
  handle = (_, response) =>
    json(response, { data: { organization: null }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }] })
  await expect(listVisibleRepositories(createGitHubClient('t'), 'x')).rejects.toMatchObject({ code: 'not-found' })
})

test('a limit of GraphQL, which comes as an answer of 200, is a limit', async () => {
  handle = (_, response) => {
    response.setHeader('x-ratelimit-remaining', '0')
    response.setHeader('x-ratelimit-reset', String(Math.floor(Date.now() / 1000) + 900))
    json(response, { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] })
  }
  await expect(listVisibleRepositories(createGitHubClient('t'), 'x')).rejects.toMatchObject({ code: 'rate-limited' })
})

test('an answer of another shape is an outage, not a crash', async () => {
  handle = (_, response) => json(response, { data: { organization: { databaseId: 'x' } } })
  await expect(listVisibleRepositories(createGitHubClient('t'), 'x')).rejects.toMatchObject({
    code: 'github-unavailable',
  })
})

test('an answer that is no JSON is an outage', async () => {
  handle = (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
  await expect(listVisibleRepositories(createGitHubClient('t'), 'x')).rejects.toMatchObject({
    code: 'github-unavailable',
  })
})

test('all months are asked in one query', async () => {
  const node = { oid: 'c', committedDate: '2025-01-02T00:00:00Z', tree: { oid: 't' }, parents: { totalCount: 1 } }
  handle = (_, response) =>
    json(response, {
      data: { rateLimit: { cost: 1 }, repository: { ref: { target: { m0: { nodes: [] }, m1: { nodes: [node] } } } } },
    })
  const client = createGitHubClient('t')
  const { commits } = await monthEndCommits(client, 'o', 'r', 'main', [new Date(0), new Date()])
  expect(commits).toEqual([null, { commit: 'c', tree: 't', committedAt: new Date('2025-01-02T00:00:00Z') }])
  expect(client.usage).toEqual({ requests: 1, points: 1, saved: 0 })
})

test('a refused refresh token signs out, an outage does not', async () => {
  handle = (_, response) => json(response, { error: 'bad_refresh_token', error_description: 'expired' })
  await expect(refreshUserToken('r')).rejects.toMatchObject({ code: 'signed-out' })
  handle = (_, response) => void response.writeHead(503).end()
  await expect(refreshUserToken('r')).rejects.toMatchObject({ code: 'github-unavailable' })
})

/** Answers a link to the archive, and what is behind it. */
function linkTo(archive: (response: ServerResponse) => void): Handler {
  return (request, response) => {
    if (request.url?.startsWith('/codeload')) return archive(response)
    response.writeHead(302, { location: `${origin}/codeload/x` }).end()
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(body))
}

function visible(nodes: (object | null)[]) {
  const about = { databaseId: 100, login: 'hangar', name: null, description: null, avatarUrl: 'x' }
  const viewer = { viewerIsAMember: true, viewerCanAdminister: false }
  const repositories = { pageInfo: { hasNextPage: false, endCursor: null }, nodes }
  return { rateLimit: { cost: 1 }, organization: { ...about, ...viewer, repositories } }
}
