import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { hashOfToken, isApiToken } from '@/lib/auth/api-token'
import { getViewer } from '@/lib/auth/viewer'
import { listOwnTokens, MOST_TOKENS } from '@/lib/data/api-tokens'
import { db } from '@/lib/data/db'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { createToken, revokeToken } from './api-tokens'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const SIGN_IN = { digest: expect.stringContaining('/sign-in') }
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  for (const [githubId, login] of [
    [1n, 'ada'],
    [2n, 'alan'],
  ] as const) {
    await db().user.create({ data: { githubId, login } })
  }
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().apiToken.deleteMany()
  asViewer(1n, 'ada')
})

test('a token is in the answer once, and in the database only as its hash', async () => {
  const token = await create({ name: ' nightly report ', days: '30' })
  expect(isApiToken(token)).toBe(true)
  const [row] = await db().$queryRaw<{ text: string }[]>`select row_to_json(t)::text as text from api_tokens t`
  expect(row?.text).toContain(hashOfToken(token))
  expect(row?.text).not.toContain(token.slice('airw_'.length))
  const listed = await listOwnTokens()
  expect(listed).toMatchObject([{ name: 'nightly report', lastUsedAt: null, hasEnded: false }])
  expect(JSON.stringify(listed)).not.toMatch(new RegExp(`${token}|${hashOfToken(token)}`))
})

test.each(['30', '90', '365'])('a token of %s days ends then', async (days) => {
  await create({ name: 'x', days })
  const { createdAt, expiresAt } = await db().apiToken.findFirstOrThrow()
  expect(Math.round((expiresAt.getTime() - createdAt.getTime()) / 86_400_000)).toBe(Number(days))
})

test.each([
  { name: '', days: '90' },
  { name: '   ', days: '90' },
  { name: 'x'.repeat(81), days: '90' },
  { name: 'x', days: '3650' },
  { name: 'x', days: '' },
])('%j makes no token', async (fields) => {
  expect(await createToken(null, form(fields))).toMatchObject({ ok: false })
  expect(await db().apiToken.count()).toBe(0)
})

test('what is no form is refused', async () => {
  expect(await createToken(null, 7 as unknown as FormData)).toMatchObject({ ok: false })
  expect(await revokeToken(null, null as unknown as FormData)).toMatchObject({ ok: false })
})

test('one person has a bounded number of tokens', async () => {
  const userId = 1n
  const many = Array.from({ length: MOST_TOKENS }, (_, index) => ({ userId, name: 'x', hash: `${index}` }))
  await db().apiToken.createMany({ data: many.map((token) => ({ ...token, expiresAt: new Date() })) })
  expect(await createToken(null, form({ name: 'x', days: '30' }))).toMatchObject({ ok: false })
})

test('each person lists and revokes their own tokens and nobody else’s', async () => {
  await create({ name: 'of ada', days: '90' })
  const [own] = await listOwnTokens()
  const id = own?.id ?? ''
  asViewer(2n, 'alan')
  expect(await listOwnTokens()).toEqual([])
  expect(await revokeToken(null, form({ id }))).toMatchObject({ ok: false })
  expect(await db().apiToken.count()).toBe(1)
  asViewer(1n, 'ada')
  expect(await revokeToken(null, form({ id }))).toEqual({ ok: true, name: 'of ada' })
  expect(await db().apiToken.count()).toBe(0)
  expect(await revokeToken(null, form({ id }))).toMatchObject({ ok: false })
})

test.each(['0', '-1', '1; drop', '9'.repeat(30)])('%j is the id of no token', async (id) => {
  expect(await revokeToken(null, form({ id }))).toMatchObject({ ok: false })
})

test('somebody signed out is led to the sign-in page by each of it', async () => {
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(createToken(null, form({ name: 'x', days: '30' }))).rejects.toMatchObject(SIGN_IN)
  await expect(revokeToken(null, form({ id: '1' }))).rejects.toMatchObject(SIGN_IN)
  await expect(listOwnTokens()).rejects.toMatchObject(SIGN_IN)
})

async function create(fields: Record<string, string>): Promise<string> {
  const answer = await createToken(null, form(fields))
  if (!answer.ok) throw new Error(answer.error)
  return answer.token
}

function asViewer(id: bigint, login: string): void {
  vi.mocked(getViewer).mockResolvedValue({ id, login, name: null, avatarUrl: null })
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
