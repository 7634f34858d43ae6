import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { renewBadgeLink } from '@/lib/actions/badges'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { badgeLimit, LOOK_UPS_OF_ONE_CLIENT, REQUESTS_OF_ONE_REPOSITORY } from '@/lib/badges/badge-limit'
import { getBadgeLinks } from '@/lib/data/badges'
import { db } from '@/lib/data/db'
import { accessTo, mintOrganisation, seedRepository } from '@/lib/data/fixtures/organisation'
import { dayBefore } from '@/lib/data/trend-days'
import { PEER_HEADER } from '@/lib/http/client-address'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { GET } from './[org]/[file]/route'

vi.mock('@/lib/auth/access', () => ({ requireRepositoryAccess: vi.fn() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))
vi.mock('@/lib/http/request-client', () => ({
  clientOfRequest: (headers: Headers) => ({
    address: headers.get('x-airworthy-peer') ?? 'unknown',
    isShared: !headers.has('x-airworthy-peer'),
  }),
}))
let way: 'app' | 'oauth' = 'oauth'
vi.mock('@/lib/env', () => ({
  env: () => ({
    DATABASE_URL: process.env.DATABASE_URL,
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    NEXTAUTH_URL: 'https://airworthy.example',
    LOG_LEVEL: 'silent',
  }),
  wayIn: () => way,
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  vi.useRealTimers()
  await db().$disconnect()
  await database?.drop()
})
beforeEach(() => {
  // All that a test asks for is of one minute.
  vi.useFakeTimers({ toFake: ['Date'] })
  way = 'oauth'
})

/** A public and a private repository, of which whoever looks administers both. */
async function seedTwo() {
  const organisation = await mintOrganisation()
  const states = [{ day: dayBefore(2), score: 72.4, verdicts: { testing: 'partial' as const } }]
  const open = await seedRepository(organisation.id, { name: 'open', states })
  const closed = await seedRepository(organisation.id, { name: 'closed', states })
  await db().repository.update({ where: { githubId: closed }, data: { isPrivate: true } })
  asAdministrator(organisation, closed, 'closed', true)
  return { organisation, open, closed, path: `/${organisation.login}` }
}

test('a public repository’s badge is open to anybody', async () => {
  const { path } = await seedTwo()
  const { status, headers, svg } = await ask(`${path}/open.svg`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(svg).toContain('<title>airworthy: 72 of 100</title>')
})

test.each([
  ['testing', 'testing: partial'],
  ['error-handling', 'error handling: not audited'],
])('with %s it tells that verdict by its word', async (characteristic, title) => {
  const { path } = await seedTwo()
  expect((await ask(`${path}/open.svg?characteristic=${characteristic}`)).svg).toContain(`<title>${title}</title>`)
})

test('a badge of an older commit, because the newest could not be judged, says so', async () => {
  const { open, path } = await seedTwo()
  await db().repository.update({ where: { githubId: open }, data: { unjudgedCommit: 'b'.repeat(40), headTree: 'new' } })
  expect((await ask(`${path}/open.svg`)).svg).toContain('<title>airworthy: 72 of 100, behind</title>')
  expect((await ask(`${path}/open.svg?characteristic=testing`)).svg).toContain(
    '<title>testing: partial, behind</title>',
  )
})

test('names are found as GitHub finds them, whatever their case', async () => {
  const { path } = await seedTwo()
  expect((await ask(`${path.toUpperCase()}/OPEN.svg`)).status).toBe(200)
})

test('a private repository, one that does not exist and nonsense get the very same answer', async () => {
  const { path } = await seedTwo()
  const missing = await ask(`${path}/nothing.svg`)
  expect(missing.status).toBe(404)
  expect(missing.svg).toContain('not found')
  for (const address of [
    `${path}/closed.svg`,
    `${path}/closed.svg?link=`,
    `${path}/closed.svg?link=AAAAAAAAAAAAAAAAAAAAAA`,
    `${path}/closed.svg?characteristic=testing`,
    `${path}/open.svg?characteristic=no-such-thing`,
    `${path}/open.png`,
    `${path}/open`,
    '/no-such-organisation/open.svg',
    '/..%00/%00.svg',
  ]) {
    const answer = await ask(address, { 'if-none-match': '*' })
    expect(answer).toMatchObject({ status: 404, svg: missing.svg })
    expect([...answer.headers]).toEqual([...missing.headers])
  }
})

test('a signed link opens the badge of its private repository and of no other', async () => {
  const { organisation, path } = await seedTwo()
  const { image } = await getBadgeLinks(organisation.login, 'closed')
  const { pathname, search } = new URL(image ?? '')
  expect(pathname).toBe(`/api/badge${path}/closed.svg`)
  expect((await ask(`${path}/closed.svg${search}`)).svg).toContain('72 of 100')
  expect((await ask(`${path}/closed.svg${search}&characteristic=testing`)).svg).toContain('partial')
  const other = await seedRepository(organisation.id, { name: 'other' })
  await db().repository.update({ where: { githubId: other }, data: { isPrivate: true } })
  expect((await ask(`${path}/other.svg${search}`)).status).toBe(404)
})

test('revoking ends every link that was handed out, and gives a new one', async () => {
  const { organisation, path } = await seedTwo()
  const before = new URL((await getBadgeLinks(organisation.login, 'closed')).image ?? '').search
  expect(await renewBadgeLink(organisation.login, 'closed')).toEqual({ ok: true })
  const after = new URL((await getBadgeLinks(organisation.login, 'closed')).image ?? '').search
  expect((await ask(`${path}/closed.svg${before}`)).status).toBe(404)
  expect((await ask(`${path}/closed.svg${after}`)).status).toBe(200)
})

test('who does not administer a private repository neither gets its link nor revokes it', async () => {
  const { organisation, closed, path } = await seedTwo()
  const { search } = new URL((await getBadgeLinks(organisation.login, 'closed')).image ?? '')
  asAdministrator(organisation, closed, 'closed', false)
  expect(await getBadgeLinks(organisation.login, 'closed')).toMatchObject({ image: null, mayRevoke: false })
  expect(await renewBadgeLink(organisation.login, 'closed')).toMatchObject({ ok: false })
  expect((await ask(`${path}/closed.svg${search}`)).status).toBe(200)
})

test('the badge of a public repository has an address without a signature', async () => {
  const { organisation, open, path } = await seedTwo()
  asAdministrator(organisation, open, 'open', false)
  expect(await getBadgeLinks(organisation.login, 'open')).toMatchObject({
    image: `https://airworthy.example/api/badge${path}/open.svg`,
    mayRevoke: false,
  })
})

test('a repository that was removed, or that the App reads no more, has no badge', async () => {
  const { organisation, open, path } = await seedTwo()
  way = 'app'
  expect((await ask(`${path}/open.svg`)).status).toBe(404)
  const installation = { githubId: open, organisationId: organisation.id, repositorySelection: 'all', permissions: {} }
  await db().installation.create({ data: installation })
  expect((await ask(`${path}/open.svg`)).status).toBe(200)
  await db().installation.update({ where: { githubId: open }, data: { suspendedAt: new Date() } })
  expect((await ask(`${path}/open.svg`)).status).toBe(404)
  way = 'oauth'
  await db().repository.update({ where: { githubId: open }, data: { removedAt: new Date() } })
  expect((await ask(`${path}/open.svg`)).status).toBe(404)
})

test('a badge is kept for minutes, and not sent again to who has it', async () => {
  const { path } = await seedTwo()
  const { headers } = await ask(`${path}/open.svg`)
  const etag = headers.get('etag') ?? ''
  expect(headers.get('cache-control')).toMatch(/max-age=300\b/)
  expect(await ask(`${path}/open.svg`, { 'if-none-match': `"x", W/${etag}` })).toMatchObject({ status: 304, svg: '' })
  expect((await ask(`${path}/open.svg?characteristic=testing`, { 'if-none-match': etag })).status).toBe(200)
})

test('nobody switches a badge off by asking for it too often: it says what it said, and is looked up no more for a moment', async () => {
  const { open, path } = await seedTwo()
  expect((await ask(`${path}/open.svg`)).svg).toContain('72 of 100')
  for (let asked = 0; asked < REQUESTS_OF_ONE_REPOSITORY; asked += 1)
    badgeLimit.count(`any ${asked}`, { repositoryId: open, isSigned: false }, Date.now())
  const look = vi.spyOn(db(), '$queryRaw')
  for (let asked = 0; asked < 3; asked += 1) {
    const { status, svg } = await ask(`${path}/open.svg`)
    expect([status, svg.includes('72 of 100')]).toEqual([200, true])
  }
  expect(look).not.toHaveBeenCalled()
  look.mockRestore()
  expect(await ask(`${path}/open.svg?characteristic=testing&link=made-up`)).toMatchObject({ status: 200 })
})

test('whoever looks for more badges in a minute than are shown anywhere has no more of them looked up, and nobody else suffers', async () => {
  const { path } = await seedTwo()
  const [guesser, reader] = ['203.0.113.5', '203.0.113.6'].map((address) => ({ [PEER_HEADER]: address }))
  expect((await ask(`${path}/open.svg`, guesser)).status).toBe(200)
  const guesses = Array.from({ length: LOOK_UPS_OF_ONE_CLIENT }, (_, number) => ask(`/no/${number}.png`, guesser))
  expect((await Promise.all(guesses)).at(-1)).toMatchObject({ status: 429 })
  expect((await ask(`${path}/open.svg?characteristic=testing`, guesser)).status).toBe(429)
  expect((await ask(`${path}/open.svg`, guesser)).status).toBe(200)
  expect((await ask(`${path}/open.svg?characteristic=testing`, reader)).status).toBe(200)
})

test('one badge too many in a minute of which nothing is known is an image that says so, and when to ask again', async () => {
  const { path } = await seedTwo()
  for (let asked = 0; asked < REQUESTS_OF_ONE_REPOSITORY; asked += 1)
    badgeLimit.count(`${path.slice(1).toLowerCase()}/closed.svg/`, null, Date.now())
  const refused = await ask(`${path}/closed.svg`)
  expect(refused).toMatchObject({ status: 429, svg: expect.stringContaining('too many requests') })
  expect(refused.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(refused.headers.get('cache-control')).toBe('no-store')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

function asAdministrator(
  organisation: { readonly id: bigint; readonly login: string },
  repositoryId: bigint,
  repositoryName: string,
  administers: boolean,
): void {
  const access = {
    ...accessTo(organisation, [repositoryId]),
    repositoryId,
    repositoryName,
    administers,
    mayWrite: administers,
  }
  vi.mocked(requireRepositoryAccess).mockResolvedValue(access)
}

async function ask(address: string, headers: Record<string, string> = {}) {
  const [org = '', file = ''] = (address.split('?')[0] ?? '').slice(1).split('/').map(decodeURIComponent)
  const request = new Request(`http://127.0.0.1:3000/api/badge${address}`, { headers })
  const response = await GET(request, { params: Promise.resolve({ org, file }) })
  return { status: response.status, headers: response.headers, svg: await response.text() }
}
