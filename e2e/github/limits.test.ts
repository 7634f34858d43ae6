import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterEach(async () => {
  await control('/limits', { secondary: false })
  await control('/clear', {})
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('one token can be left a few requests until a moment, and others keep theirs', async () => {
  await control('/budget', { token: 'token-of-ada', resource: 'core', remaining: 2, resetInSeconds: 20 })
  const first = await get('token-of-ada')
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
  const seconds = Number(first.headers.get('x-ratelimit-reset')) - Date.now() / 1000
  expect(seconds).toBeGreaterThan(15)
  expect(seconds).toBeLessThanOrEqual(21)
  await get('token-of-ada')
  const refused = await get('token-of-ada')
  expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
  expect((await get('token-of-alan')).status).toBe(200)
  expect(await (await graphql('token-of-ada')).json()).toEqual({ data: { viewer: { login: 'ada' } } })
})

test('the GraphQL budget of a token can be left as well', async () => {
  github.leaveBudget({ token: 'token-of-ada', resource: 'graphql', remaining: 1 })
  expect(await (await graphql('token-of-ada')).json()).toEqual({ data: { viewer: { login: 'ada' } } })
  expect(await (await graphql('token-of-ada')).json()).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] })
})

test('limits of everybody can be changed, and clearing brings the first ones back', async () => {
  await control('/limits', { user: 7 })
  expect((await get('token-of-ada')).headers.get('x-ratelimit-limit')).toBe('7')
  await control('/clear', {})
  expect((await get('token-of-ada')).headers.get('x-ratelimit-limit')).toBe('5000')
})

test('secondary limits count nothing until they are switched on', async () => {
  github.changeLimits({ secondary: { restPointsPerMinute: 2 } })
  expect((await get('token-of-ada')).status).toBe(200)
  github.changeLimits({ secondary: false })
  for (let count = 0; count < 3; count += 1) expect((await get('token-of-ada')).status).toBe(200)
})

test('more points in a minute than allowed are refused with the seconds to wait, each kind by itself', async () => {
  github.changeLimits({ secondary: { restPointsPerMinute: 2, graphqlPointsPerMinute: 1 } })
  await get('token-of-ada')
  await get('token-of-ada')
  const refused = await get('token-of-ada')
  expect(refused.status).toBe(403)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect((await refused.json()).message).toContain('secondary rate limit')
  expect((await get('token-of-alan')).status).toBe(200)
  expect((await graphql('token-of-ada')).status).toBe(200)
  expect((await graphql('token-of-ada')).status).toBe(403)
})

test('a write costs five points, even one that does not succeed', async () => {
  github.changeLimits({ secondary: { restPointsPerMinute: 9 } })
  const write = () =>
    fetch(`${github.apiUrl}/user/nothing`, { method: 'POST', headers: { authorization: 'token token-of-ada' } })
  expect((await write()).status).toBe(404)
  expect((await write()).status).toBe(403)
})

test('more requests at once than allowed are refused, and the next one is not', async () => {
  github.changeLimits({ secondary: { concurrent: 3, retryAfterSeconds: 4 } })
  github.injectFault({ kind: 'slow', times: 3, delayMs: 500 })
  const answers = await Promise.all(Array.from({ length: 4 }, () => graphql('token-of-ada')))
  const refused = answers.filter(({ status }) => status === 403)
  expect(refused).toHaveLength(1)
  expect(refused[0]?.headers.get('retry-after')).toBe('4')
  expect((await graphql('token-of-ada')).status).toBe(200)
})

test('a budget that is described wrongly is refused', async () => {
  expect(await control('/budget', { token: 'token-of-ada', remaining: -1 })).toMatchObject({
    message: expect.stringContaining('remaining'),
  })
  expect(await control('/budget', { token: 'nobody-has-this', remaining: 1 })).toMatchObject({
    message: 'Bad credentials',
  })
})

function get(token: string): Promise<Response> {
  return fetch(`${github.apiUrl}/user`, { headers: { authorization: `token ${token}` } })
}

function graphql(token: string): Promise<Response> {
  return fetch(`${github.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  })
}

async function control(path: string, body: unknown) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${github.url}/_control${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return response.json()
}
