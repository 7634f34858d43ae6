import { createHash, generateKeyPairSync } from 'node:crypto'
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type Account } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { beforeEach, expect, test, vi } from 'vitest'

const SECRET = 'a secret of at least thirty-two characters'
const privateKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey

beforeEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
  for (const [name, value] of Object.entries({
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_URL: 'https://git.example.com',
    GITHUB_CLIENT_ID: 'the-client',
    GITHUB_CLIENT_SECRET: 'the-secret',
    NEXTAUTH_URL: 'https://airworthy.example.com',
    NEXTAUTH_SECRET: SECRET,
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })) {
    vi.stubEnv(name, value)
  }
})

test('with an App, GitHub is asked for no scope', async () => {
  vi.stubEnv('GITHUB_APP_ID', '7')
  vi.stubEnv('GITHUB_APP_PRIVATE_KEY', privateKey)
  const address = await addressOfSignIn()
  expect(address.origin + address.pathname).toBe('https://git.example.com/login/oauth/authorize')
  expect(address.searchParams.has('scope')).toBe(false)
  expect(address.searchParams.get('client_id')).toBe('the-client')
})

test('with an OAuth App, GitHub is asked for what reading an organisation takes', async () => {
  const address = await addressOfSignIn()
  expect(address.searchParams.get('scope')).toBe('read:user read:org repo')
  expect(address.searchParams.get('code_challenge_method')).toBe('S256')
  expect(address.searchParams.get('state')).not.toBe('')
})

test('a session counts at the GitHub at which it began and at no other', async () => {
  const account = { provider: 'github', type: 'oauth', providerAccountId: '11' } as const
  const begun = await renew({}, account)
  expect(begun).toMatchObject({ sub: '11' })
  expect(await renew(begun)).toEqual(begun)
  vi.stubEnv('GITHUB_URL', 'https://github.com')
  expect(await renew(begun)).not.toHaveProperty('sub')
  expect(await renew({ sub: '11' })).not.toHaveProperty('sub')
  // The same GitHub, which moved.
  vi.stubEnv('GITHUB_IDENTITY', 'https://git.example.com')
  expect(await renew(begun)).toEqual(begun)
})

test('a session ends two weeks after it began, however often its cookie was given anew', async () => {
  const account = { provider: 'github', type: 'oauth', providerAccountId: '11' } as const
  const now = Math.floor(Date.now() / 1000)
  const begun = await renew({}, account)
  const before = (days: number) => ({ ...begun, begun: now - days * 24 * 3600, iat: now })
  expect(await renew(before(13))).toEqual({ ...begun, begun: before(13).begun })
  expect(await renew(before(15))).toEqual({})
  // From before this was noted.
  expect(await renew({ sub: '11', github: begun.github, iat: now - 60 })).toMatchObject({ sub: '11', begun: now - 60 })
})

async function renew(token: JWT, account: Account | null = null): Promise<JWT> {
  vi.resetModules()
  const { authOptions } = await import('./session')
  const jwt = authOptions().callbacks?.jwt
  return (await jwt?.({ token, account, user: { id: '' } })) ?? {}
}

/** Where somebody is sent who presses "Sign in with GitHub". */
async function addressOfSignIn(): Promise<URL> {
  const { authOptions } = await import('./session')
  const token = 'a'.repeat(64)
  const cookie = `${token}|${createHash('sha256').update(`${token}${SECRET}`).digest('hex')}`
  const headers = new Map<string, unknown>()
  const response = {
    setHeader: (name: string, value: unknown) => headers.set(name.toLowerCase(), value) && response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    status: () => response,
    end: () => response,
    json: () => response,
  }
  const request = {
    method: 'POST',
    headers: { host: 'airworthy.example.com' },
    cookies: { '__Host-next-auth.csrf-token': cookie },
    query: { nextauth: ['signin', 'github'] },
    body: { csrfToken: token },
  }
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions())
  return new URL(String(headers.get('location')))
}
