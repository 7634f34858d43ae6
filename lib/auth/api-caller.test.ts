import { beforeEach, expect, test, vi } from 'vitest'
import { findApiToken, noteTokenUsed } from '@/lib/data/api-tokens'
import { REQUESTS_OF_ONE_PERSON, REQUESTS_PER_MINUTE } from '@/lib/data/api-usage'
import { findSignedInUser } from '@/lib/data/users'
import { authenticateCaller } from './api-caller'
import { hashOfToken, mintApiToken } from './api-token'
import { findTokenOwner } from './token-owner'
import { getViewer } from './viewer'

vi.mock('@/lib/data/api-tokens', () => ({ findApiToken: vi.fn(), noteTokenUsed: vi.fn() }))
vi.mock('@/lib/data/users', () => ({ findSignedInUser: vi.fn() }))
vi.mock('./token-owner', () => ({ findTokenOwner: vi.fn() }))
vi.mock('./viewer', () => ({ getViewer: vi.fn() }))
const environment: { GITHUB_TOKEN?: string } = {}
vi.mock('@/lib/env', () => ({ env: () => environment }))

const ADA = { id: 11n, login: 'ada', name: null, avatarUrl: null }
const token = mintApiToken()
const asked = (headers: Record<string, string>) =>
  authenticateCaller(new Headers({ host: '127.0.0.1:3000', ...headers }))
const bearer = (host = '127.0.0.1:3000') => asked({ authorization: `Bearer ${token}`, host })

beforeEach(() => {
  vi.clearAllMocks()
  delete environment.GITHUB_TOKEN
  const expiresAt = new Date(Date.now() + 60_000)
  vi.mocked(findApiToken).mockImplementation(async (hash) =>
    hash === hashOfToken(token) ? { id: 7n, userId: ADA.id, expiresAt } : null,
  )
  vi.mocked(findSignedInUser).mockImplementation(async (id) => (id === ADA.id ? ADA : null))
  vi.mocked(findTokenOwner).mockResolvedValue(ADA)
  vi.mocked(getViewer).mockResolvedValue(null)
})

/** That of a token or browser, and ada's. */
const accounts = (own: string) => [
  { caller: own, limit: REQUESTS_PER_MINUTE },
  { caller: `user:${ADA.id}`, limit: REQUESTS_OF_ONE_PERSON },
]

test('a token is its owner, and its requests are counted as its own and as theirs', async () => {
  expect(await bearer()).toEqual({ viewerId: ADA.id, accounts: accounts('token:7') })
  expect(await asked({ authorization: `bearer   ${token}` })).toMatchObject({ viewerId: ADA.id })
  expect(noteTokenUsed).toHaveBeenCalledWith(7n)
})

test('what can be no token is asked of no database', async () => {
  await expect(asked({ authorization: 'Bearer nonsense' })).rejects.toMatchObject({ code: 'signed-out' })
  await expect(asked({ authorization: `Bearer ${token} more` })).rejects.toMatchObject({ code: 'signed-out' })
  expect(findApiToken).not.toHaveBeenCalled()
})

test('what a proxy asks for itself leaves the session as it is', async () => {
  vi.mocked(getViewer).mockResolvedValue(ADA)
  expect(await asked({ authorization: 'Basic YTpi' })).toEqual({ viewerId: ADA.id, accounts: accounts('browser:11') })
})

test('without token and session the answer says what to send', async () => {
  await expect(asked({})).rejects.toMatchObject({ code: 'signed-out', message: expect.stringContaining('Bearer') })
})

test('a token that has ended this moment is refused, and is not noted as used', async () => {
  vi.mocked(findApiToken).mockResolvedValue({ id: 7n, userId: ADA.id, expiresAt: new Date(Date.now()) })
  await expect(bearer()).rejects.toMatchObject({ code: 'signed-out' })
  expect(noteTokenUsed).not.toHaveBeenCalled()
})

test('with the token of one person, only that person’s tokens work, and only on this machine', async () => {
  environment.GITHUB_TOKEN = 'a-token'
  vi.mocked(findSignedInUser).mockResolvedValue(null)
  expect(await bearer()).toMatchObject({ viewerId: ADA.id })
  await expect(bearer('evil.example')).rejects.toMatchObject({ code: 'forbidden' })
  vi.mocked(findTokenOwner).mockResolvedValue({ ...ADA, id: 12n })
  await expect(bearer()).rejects.toMatchObject({ code: 'signed-out' })
})
