import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation } from './fixtures/organisation'
import { addListingGap } from './listing-gaps'
import { getListingGaps } from './shown-listing-gaps'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))

const GAP = { part: 'repositories' as const, reason: 'GitHub left out 3 of them: do this.' }

let database: Awaited<ReturnType<typeof createTestDatabase>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  organisation = await mintOrganisation()
  await addListingGap(organisation.id, GAP)
  await addListingGap(organisation.id, { ...GAP, reason: 'A second reason.' })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

test.each([
  ['admin', GAP.reason],
  ['member', null],
  ['collaborator', null],
] as const)('%s is told %s', async (role, reason) => {
  vi.mocked(requireOrgAccess).mockResolvedValue(accessTo(organisation, [], { role }))
  expect(await getListingGaps(organisation.login)).toEqual([{ part: 'repositories', reason }])
})

test('what an older version stored in another shape is no reason to fail', async () => {
  await db().organisation.update({ where: { githubId: organisation.id }, data: { listingGaps: { odd: true } } })
  expect(await getListingGaps(organisation.login)).toEqual([])
})
