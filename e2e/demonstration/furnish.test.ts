import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { getBurnUp } from '@/lib/data/campaign-progress'
import { db } from '@/lib/data/db'
import { seedRepository, seedTeam } from '@/lib/data/fixtures/organisation'
import { deleteSavedView, listSavedViews } from '@/lib/data/saved-views'
import { endCampaign } from '@/lib/data/store-campaign'
import { dayBefore } from '@/lib/data/trend-days'
import { listCampaigns } from '@/lib/data/viewed-campaigns'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { dayInMonth, furnish } from './furnish'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('react', async (original) => ({
  ...(await original<typeof import('react')>()),
  cache: (read: unknown) => read,
}))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

const ORGANISATION = 7100n
const ADA = 7001n

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
  await db().user.create({ data: { githubId: ADA, login: 'ada' } })
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})
beforeEach(() => db().organisation.deleteMany())

test('nothing is there before every repository was looked at once, or where nobody knows the owner', async () => {
  expect(await furnish()).toBe('unscanned')
  const { scanId, board } = await scanDemonstration({ login: 'skylark-air', role: 'admin' })
  await db().scanItem.create({ data: { scanId, repositoryId: board, phase: 'head', status: 'running' } })
  expect(await furnish()).toBe('unscanned')
  await db().scanItem.updateMany({ data: { status: 'done' } })
  await db().membership.updateMany({ data: { role: 'member' } })
  expect(await furnish()).toBe('unscanned')
  expect(await countAll()).toEqual({ campaigns: 0, waivers: 0, views: 0 })
})

test('no other organisation is touched, whoever owns it', async () => {
  await scanDemonstration({ login: 'real-airline', role: 'admin' })
  expect(await furnish()).toBe('unscanned')
  expect(await countAll()).toEqual({ campaigns: 0, waivers: 0, views: 0 })
})

test('after the first scan a campaign goes on and moved, one ended, a gap is waived and a view is shared', async () => {
  await scanDemonstration()
  expect(await furnish()).toBe('furnished')
  const { open, ended } = await listCampaigns('skylark-air')
  expect(open).toMatchObject([{ scope: 2, done: 1, createdBy: 'ada', createdOn: dayInMonth(-9, 15), endedOn: null }])
  expect(open[0]?.targetOn && open[0].targetOn > dayBefore(0)).toBe(true)
  expect(ended).toMatchObject([{ createdOn: dayInMonth(-8, 15), endedOn: dayInMonth(-3, 20), endedBy: 'ada' }])
  const { points } = await getBurnUp('skylark-air', open[0] as (typeof open)[number])
  expect(points.find(({ day }) => day === dayInMonth(-9, 15))?.done).toBe(0)
  expect(points.at(-1)?.done).toBe(1)
  expect(await db().waiver.findMany()).toMatchObject([
    { characteristic: 'metrics-tracing', createdByLogin: 'ada', endedAt: null },
  ])
  expect(await listSavedViews('skylark-air')).toMatchObject([{ name: 'Web services without metrics', isShared: true }])
  expect((await db().loggedChange.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
    'view-shared',
    'campaign-begun',
    'campaign-begun',
    'campaign-ended',
    'waiver-given',
  ])
})

test('two that come at once furnish it once', async () => {
  await scanDemonstration()
  const outcomes = await Promise.all([furnish(), furnish()])
  expect(outcomes.sort()).toEqual(['furnished', 'touched'])
  expect(await countAll()).toEqual({ campaigns: 2, waivers: 1, views: 1 })
})

test('a start that broke off half-way is made good by the next one, with nothing twice', async () => {
  await scanDemonstration()
  const team = await db().team.findFirstOrThrow({ where: { slug: 'payments' } })
  await db().team.update({ where: { githubId: team.githubId }, data: { slug: 'not-listed-yet' } })
  await expect(furnish()).rejects.toMatchObject({ code: 'invalid-input' })
  await db().team.update({ where: { githubId: team.githubId }, data: { slug: 'payments' } })
  expect(await furnish()).toBe('furnished')
  expect(await countAll()).toEqual({ campaigns: 2, waivers: 1, views: 1 })
  expect((await listCampaigns('skylark-air')).ended).toHaveLength(1)
})

test('what somebody ended, revoked or deleted stays so', async () => {
  const { access } = await scanDemonstration()
  await furnish()
  const { open } = await listCampaigns('skylark-air')
  await endCampaign(access, open[0]?.id ?? '')
  for (const { id } of await listSavedViews('skylark-air')) await deleteSavedView(access, id)
  await db().waiver.updateMany({ data: { endedAt: new Date(), endedById: ADA, endedByLogin: 'ada' } })
  expect(await furnish()).toBe('touched')
  expect((await listCampaigns('skylark-air')).open).toEqual([])
  expect(await countAll()).toEqual({ campaigns: 2, waivers: 1, views: 0 })
})

/** Two services, of which one got health checks half a year ago; the other has neither those nor metrics. */
async function scanDemonstration({ login = 'skylark-air', role = 'admin' } = {}) {
  const id = ORGANISATION
  await db().organisation.create({ data: { githubId: id, login } })
  await db().membership.create({ data: { organisationId: id, userId: ADA, role } })
  const state = (days: number, health: 'pass' | 'fail') => ({
    day: dayBefore(days),
    score: 50,
    verdicts: { 'health-checks': health, 'metrics-tracing': 'fail', 'ci-cd': 'pass' } as const,
  })
  const board = await seedRepository(id, { name: 'status-board', states: [state(350, 'fail')] })
  const api = await seedRepository(id, { name: 'booking-api', states: [state(350, 'fail'), state(180, 'pass')] })
  await seedTeam(id, 'payments', [api])
  const scan = await db().scan.create({ data: { organisationId: id, scope: 'organisation', status: 'running' } })
  const access: OrgAccess = {
    viewerId: ADA,
    organisationId: id,
    login,
    role: 'admin',
    repositoryIds: [board, api],
    isComplete: true,
  }
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  return { access, board, scanId: scan.id }
}

async function countAll() {
  const [campaigns, waivers, views] = await Promise.all([
    db().campaign.count(),
    db().waiver.count(),
    db().savedView.count(),
  ])
  return { campaigns, waivers, views }
}
