import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

const CALLBACK = 'http://127.0.0.1:3000/api/auth/callback/github'
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('the page offers every person by name, the preselected one first, and carries the request along', async () => {
  const page = await (await fetch(authorizeUrl({ state: '"><script>', login: 'grace' }))).text()
  const buttons = [...page.matchAll(/<button[^>]*name="login"[^>]*>([^<]+)</g)].map(([, name]) => name)
  expect(buttons).toEqual(['grace', 'ada', 'alan', 'outsider', 'stranger'])
  expect(page).toContain('Sign in to local GitHub as')
  expect(page).not.toContain('"><script>')
})

test('a code, its verifier and the secret become a token that works', async () => {
  const callback = await choose({ login: 'ada' }, { state: 'some-state', scope: 'read:user user:email' })
  expect(callback.origin + callback.pathname).toBe(CALLBACK)
  expect(callback.searchParams.get('state')).toBe('some-state')
  expect(callback.searchParams.get('iss')).toBe(`${github.url}/login/oauth`)
  const answer = await exchange({ code: callback.searchParams.get('code') ?? '', code_verifier: VERIFIER })
  expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 28800, scope: 'read:user,user:email' })
  const who = await fetch(`${github.apiUrl}/user`, { headers: { authorization: `Bearer ${answer.access_token}` } })
  expect(await who.json()).toMatchObject({ login: 'ada' })
  expect(who.headers.get('x-oauth-scopes')).toBe('read:user,user:email')
})

test.each([
  ['another verifier', { code_verifier: 'not-the-verifier' }, 'bad_verification_code'],
  ['no verifier', { code_verifier: undefined }, 'bad_verification_code'],
  ['a wrong secret', { client_secret: 'wrong' }, 'incorrect_client_credentials'],
  ['an unknown client', { client_id: 'wrong' }, 'incorrect_client_credentials'],
  ['another callback', { redirect_uri: 'http://127.0.0.1:3000/other' }, 'redirect_uri_mismatch'],
  ['an invented code', { code: 'invented' }, 'bad_verification_code'],
  ['another kind of grant', { grant_type: 'password' }, 'unsupported_grant_type'],
])('%s is refused with status 200 and a name', async (_, change, error) => {
  const code = (await choose({ login: 'ada' })).searchParams.get('code') ?? ''
  expect(await exchange({ code, code_verifier: VERIFIER, ...change })).toMatchObject({ error })
})

test('a code works once', async () => {
  const code = (await choose({ login: 'ada' })).searchParams.get('code') ?? ''
  expect(await exchange({ code, code_verifier: VERIFIER })).toHaveProperty('access_token')
  expect(await exchange({ code, code_verifier: VERIFIER })).toMatchObject({ error: 'bad_verification_code' })
})

test('a refresh token works once and ends the token it came with', async () => {
  const code = (await choose({ login: 'alan' })).searchParams.get('code') ?? ''
  const first = await exchange({ code, code_verifier: VERIFIER })
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
  const second = await exchange(refresh)
  expect(await statusOf(second.access_token)).toBe(200)
  expect(await statusOf(first.access_token)).toBe(401)
  expect(await exchange(refresh)).toMatchObject({ error: 'bad_refresh_token' })
  github.expireTokens()
  expect(await statusOf(second.access_token)).toBe(401)
  const third = await exchange({ ...refresh, refresh_token: second.refresh_token })
  expect(await statusOf(third.access_token)).toBe(200)
})

test('credentials may come as basic authorization and the answer as a form', async () => {
  const code = (await choose({ login: 'ada' })).searchParams.get('code') ?? ''
  const response = await fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('client:client-secret').toString('base64')}` },
    body: new URLSearchParams({
      code,
      code_verifier: VERIFIER,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
    }),
  })
  expect(new URLSearchParams(await response.text()).get('access_token')).toMatch(/^ghu_/)
  const broken = { method: 'POST', headers: { authorization: `Basic ${Buffer.from('%:%').toString('base64')}` } }
  const refused = await fetch(`${github.url}/login/oauth/access_token`, broken)
  expect(await refused.text()).toContain('incorrect_client_credentials')
})

test('saying no leads back with access_denied', async () => {
  const callback = await choose({ cancel: '1' }, { state: 'mine' })
  expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: 'access_denied', state: 'mine' })
  expect(callback.searchParams.has('code')).toBe(false)
})

test('a request that could leak a code elsewhere gets a page, never a redirect', async () => {
  const status = async (change: Record<string, string>) =>
    (await fetch(authorizeUrl(change), { redirect: 'manual' })).status
  expect(await status({ client_id: 'unknown' })).toBe(404)
  expect(await status({ redirect_uri: 'https://evil.example/' })).toBe(400)
  expect(await status({ redirect_uri: 'http://127.0.0.1@evil.example/' })).toBe(400)
  expect(await status({ redirect_uri: 'javascript:alert(1)' })).toBe(400)
  expect(await status({ code_challenge_method: 'plain' })).toBe(400)
})

test('tokens outlive a restart, and the file that remembers them holds none', async () => {
  const code = (await choose({ login: 'grace' })).searchParams.get('code') ?? ''
  const { access_token } = await exchange({ code, code_verifier: VERIFIER })
  await github.close()
  const path = join(fixture.root, 'tokens.json')
  expect(await readFile(path, 'utf8')).not.toContain(access_token)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  github = await startLocalGitHub({ root: fixture.root })
  expect(await statusOf(access_token)).toBe(200)
})

function authorizeUrl(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...request(), ...change })
  return `${github.url}/login/oauth/authorize?${query}`
}

function request() {
  return { client_id: 'client', redirect_uri: CALLBACK, code_challenge: CHALLENGE, code_challenge_method: 'S256' }
}

async function choose(button: Record<string, string>, more: Record<string, string> = {}): Promise<URL> {
  const body = new URLSearchParams({ ...request(), ...more, ...button })
  const response = await fetch(`${github.url}/login/oauth/authorize`, { method: 'POST', body, redirect: 'manual' })
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '')
}

async function exchange(change: Record<string, string | undefined>): Promise<Record<string, string>> {
  const fields = { client_id: 'client', client_secret: 'client-secret', redirect_uri: CALLBACK, ...change }
  const response = await fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  expect(response.status).toBe(200)
  return response.json()
}

async function statusOf(token = ''): Promise<number> {
  return (await fetch(`${github.apiUrl}/user`, { headers: { authorization: `token ${token}` } })).status
}
