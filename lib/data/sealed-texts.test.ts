import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'

const [ADA, ALAN, HANGAR] = [1n, 2n, 100n]
const [OLD, NEW, OTHER] = [7, 8, 9].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string, string]
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: OLD,
    LOG_LEVEL: 'silent',
  })
  await db().user.createMany({ data: [ADA, ALAN].map((githubId) => ({ githubId, login: `user-${githubId}` })) })
  await db().organisation.create({ data: { githubId: HANGAR, login: 'hangar' } })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().githubToken.deleteMany()
  await db().notificationSettings.deleteMany()
  const { keepToken, sealAddress } = await withKeys(OLD)
  for (const id of [ADA, ALAN]) await keepToken(id, issued(`token of ${id}`, id === ADA ? 'refresh' : null))
  const { sealed, host } = sealAddress(HANGAR, new URL('https://hooks.example.com/T1'))
  const rest = { scope: 'public', onRegression: true }
  await db().notificationSettings.create({ data: { organisationId: HANGAR, address: sealed, host, ...rest } })
})

test('while keys are changed both are read, and afterwards the new one alone is enough', async () => {
  expect(await readAll(NEW, OLD)).toEqual(['token of 1', 'refresh', 'token of 2', 'https://hooks.example.com/T1'])
  expect(await (await withKeys(NEW, OLD)).resealTexts(false)).toEqual({ resealed: 3, unreadable: 0 })
  expect(await readAll(NEW)).toEqual(['token of 1', 'refresh', 'token of 2', 'https://hooks.example.com/T1'])
  expect(await readAll(OLD)).toEqual([null, null, null, null])
})

test('what no key opens stays as it is, until it is to be forgotten', async () => {
  const { keepToken } = await withKeys(OTHER)
  await keepToken(ALAN, issued('sealed long ago', null))
  const { resealTexts } = await withKeys(NEW, OLD)
  expect(await resealTexts(false)).toEqual({ resealed: 2, unreadable: 1 })
  expect((await readAll(OTHER))[2]).toBe('sealed long ago')
  expect(await resealTexts(true)).toEqual({ resealed: 2, unreadable: 1 })
  expect(await db().githubToken.count()).toBe(1)
})

test('a key that opens nothing of what is stored is refused with what to do, and nothing is lost', async () => {
  const { requireKnownKey } = await withKeys(OTHER)
  await expect(requireKnownKey()).rejects.toThrow(/AIRWORTHY_ENCRYPTION_KEY is not the key.*AIRWORTHY_PREVIOUS_KEY/)
  expect(await readAll(OLD)).toEqual(['token of 1', 'refresh', 'token of 2', 'https://hooks.example.com/T1'])
  await (await withKeys(OLD)).requireKnownKey()
  await (await withKeys(NEW, OLD)).requireKnownKey()
})

test('keys that open only a part of what is stored are refused with how much, however much they open', async () => {
  const ids = Array.from({ length: 60 }, (_, at) => BigInt(at + 1000))
  await db().user.createMany({ data: ids.map((githubId) => ({ githubId, login: `user-${githubId}` })) })
  const { keepToken } = await withKeys(NEW)
  for (const id of ids) await keepToken(id, issued(`token of ${id}`, 'refresh'))
  await expect((await withKeys(NEW)).requireKnownKey()).rejects.toThrow(
    /^3 of the 63 .*AIRWORTHY_PREVIOUS_KEY.*npm run rotate-key/,
  )
  await (await withKeys(NEW, OLD)).requireKnownKey()
  await (await withKeys(NEW, OLD)).resealTexts(false)
  await (await withKeys(NEW)).requireKnownKey()
})

test('a refresh token of another key is noticed as well', async () => {
  const { encrypt, CONTEXTS } = await withKeys(OTHER)
  const refreshToken = encrypt('refresh', CONTEXTS.refreshToken(ALAN))
  await db().githubToken.update({ where: { userId: ALAN }, data: { refreshToken } })
  await expect((await withKeys(OLD)).requireKnownKey()).rejects.toThrow(/^1 of the 3 /)
})

test('any key is right where nothing is stored yet', async () => {
  await db().githubToken.deleteMany()
  await db().notificationSettings.deleteMany()
  await (await withKeys(OTHER)).requireKnownKey()
})

test('links to private badges hold while the key of before is known', async () => {
  const signed = (await withKeys(OLD)).signBadge(5n, 1)
  expect((await withKeys(NEW, OLD)).isBadgeSignature(signed, 5n, 1)).toBe(true)
  expect((await withKeys(NEW, OLD)).signBadge(5n, 1)).not.toBe(signed)
  expect((await withKeys(NEW)).isBadgeSignature(signed, 5n, 1)).toBe(false)
})

/** The modules as a process with these keys has them. */
async function withKeys(today: string, before = '') {
  vi.resetModules()
  Object.assign(process.env, { AIRWORTHY_ENCRYPTION_KEY: today, AIRWORTHY_PREVIOUS_KEY: before })
  const [{ keepToken }, { sealAddress }, texts, badges, encryption, sameKey] = await Promise.all([
    import('@/lib/auth/github-token'),
    import('@/lib/notifications/deliver'),
    import('./sealed-texts'),
    import('@/lib/auth/badge-signature'),
    import('@/lib/auth/encryption'),
    import('@/lib/same-key'),
  ])
  return { keepToken, sealAddress, ...texts, ...badges, ...encryption, ...sameKey }
}

async function readAll(today: string, before?: string): Promise<readonly (string | null)[]> {
  const { decrypt, CONTEXTS } = await withKeys(today, before)
  const tokens = await db().githubToken.findMany({ orderBy: { userId: 'asc' } })
  const settings = await db().notificationSettings.findMany()
  return [
    ...tokens.flatMap(({ userId, accessToken, refreshToken }) => [
      decrypt(accessToken, CONTEXTS.accessToken(userId)),
      ...(refreshToken ? [decrypt(refreshToken, CONTEXTS.refreshToken(userId))] : []),
    ]),
    ...settings.map(({ address }) => decrypt(address, CONTEXTS.messageAddress(HANGAR))),
  ]
}

function issued(accessToken: string, refreshToken: string | null) {
  return { accessToken, accessTokenExpiresAt: null, refreshToken, refreshTokenExpiresAt: null, scope: '' }
}
