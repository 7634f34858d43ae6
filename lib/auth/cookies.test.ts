import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { getServerSession } from 'next-auth'
import { encode } from 'next-auth/jwt'
import { beforeEach, expect, test, vi } from 'vitest'

const SECRET = 'a secret of at least thirty-two characters'

function start(ownUrl: string) {
  vi.unstubAllEnvs()
  vi.resetModules()
  for (const [name, value] of Object.entries({
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_URL: 'https://git.example.com',
    GITHUB_CLIENT_ID: 'the-client',
    GITHUB_CLIENT_SECRET: 'the-secret',
    NEXTAUTH_URL: ownUrl,
    NEXTAUTH_SECRET: SECRET,
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })) {
    vi.stubEnv(name, value)
  }
}

beforeEach(() => start('https://air.example.com'))

test('every cookie of a sign-in is HttpOnly and SameSite, and Secure behind TLS', async () => {
  const csrf = await ask(['csrf'])
  const token = (csrf.body as { csrfToken: string }).csrfToken
  const signIn = await ask(['signin', 'github'], {
    method: 'POST',
    cookies: jarOf(csrf.cookies),
    body: { csrfToken: token, callbackUrl: '/orgs', json: 'true' },
  })
  const given = [...csrf.cookies, ...signIn.cookies]
  const names = given.map((cookie) => cookie.split('=')[0])
  for (const name of ['csrf-token', 'callback-url', 'state', 'pkce.code_verifier']) {
    expect(names, name).toContainEqual(expect.stringMatching(new RegExp(`^__(Host|Secure)-next-auth\\.${name}$`)))
  }
  for (const cookie of given) {
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Secure/i)
    expect(cookie).not.toMatch(/; Domain=/i)
  }
})

test('where people come by http, cookies are not Secure, because they would not be sent', async () => {
  start('http://127.0.0.1:3000')
  const { cookies } = await ask(['csrf'])
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^next-auth\..*; HttpOnly; SameSite=Lax/i)
    expect(cookie).not.toMatch(/; Secure/i)
  }
})

test('a session that somebody changed, made with another secret or made up is none', async () => {
  const { authOptions } = await import('./session')
  const { env } = await import('@/lib/env')
  const begun = { sub: '11', github: env().GITHUB_IDENTITY, begun: Math.floor(Date.now() / 1000) }
  const good = await encode({ token: begun, secret: SECRET })
  expect(await sessionWith(good)).toMatchObject({ githubId: '11' })
  const [head = '', ...others] = good.split('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const claims = Buffer.from('{"sub":"11"}').toString('base64url')
  for (const bad of [
    '',
    'x',
    'a.b.c',
    'null',
    '%E0%A4%A',
    good.slice(0, -2),
    `${good}x`,
    [head, ...others.toReversed()].join('.'),
    `${good.slice(0, good.length >> 1)}${'A'.repeat(good.length >> 1)}`,
    `${none}.${claims}.`,
    await encode({ token: begun, secret: 'quite another secret' }),
    await encode({ token: begun, secret: SECRET, maxAge: -60 }),
    await encode({ token: { ...begun, github: 'another' }, secret: SECRET }),
    'A'.repeat(100_000),
  ]) {
    const session = await sessionWith(bad)
    expect(session?.githubId, bad.slice(0, 60)).toBeUndefined()
  }

  async function sessionWith(token: string): Promise<{ readonly githubId?: string } | null> {
    const cookies = { '__Secure-next-auth.session-token': token }
    const request = { headers: { host: 'air.example.com' }, cookies } as unknown as NextApiRequest
    return getServerSession(request, responseInto({ cookies: [] }), authOptions())
  }
})

test.each(['https://evil.example/', '//evil.example', 'https://air.example.com.evil.example'])(
  'nobody is led to %s, neither by what is asked nor by a changed cookie',
  async (elsewhere) => {
    const csrf = await ask(['csrf'])
    const token = (csrf.body as { csrfToken: string }).csrfToken
    const jar = { ...jarOf(csrf.cookies), '__Secure-next-auth.callback-url': elsewhere }
    const options = { method: 'POST', cookies: jar }
    for (const callbackUrl of [elsewhere, undefined]) {
      const body = { csrfToken: token, json: 'true', ...(callbackUrl !== undefined && { callbackUrl }) }
      const answer = await ask(['signout'], { ...options, body })
      expect(new URL((answer.body as { url: string }).url).origin).toBe('https://air.example.com')
    }
  },
)

test('a sign-in that another site began has no token of ours, and is led to the page that asks', async () => {
  const answer = await ask(['signin', 'github'], { method: 'POST', body: { csrfToken: 'a'.repeat(64), json: 'true' } })
  expect((answer.body as { url: string }).url).toMatch(/^https:\/\/air\.example\.com\/.*sign-?in\?csrf=true$/)
})

interface Answer {
  cookies: string[]
  body?: unknown
}

async function ask(nextauth: string[], request: object = {}): Promise<Answer> {
  const { authOptions } = await import('./session')
  const asked = { method: 'GET', headers: { host: 'air.example.com' }, cookies: {}, query: { nextauth }, ...request }
  const answer: Answer = { cookies: [] }
  await NextAuth(asked as unknown as NextApiRequest, responseInto(answer), authOptions())
  return answer
}

function responseInto(answer: Answer): NextApiResponse {
  const response = {
    setHeader: (name: string, value: unknown) => {
      if (name.toLowerCase() === 'set-cookie') answer.cookies = [value].flat().map(String)
      return response
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? answer.cookies : undefined),
    status: () => response,
    end: () => response,
    json: (body: unknown) => Object.assign(answer, { body }) && response,
    send: (body: unknown) => Object.assign(answer, { body }) && response,
  }
  return response as unknown as NextApiResponse
}

function jarOf(cookies: readonly string[]): Record<string, string> {
  const pairs = cookies.map((cookie) => {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
    return [name, decodeURIComponent(value)]
  })
  return Object.fromEntries(pairs)
}
