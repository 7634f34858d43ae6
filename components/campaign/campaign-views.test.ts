import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ReactNode } from 'react'
import { prerenderToNodeStream } from 'react-dom/static'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { EMPTY_DRAFT } from '@/lib/data/campaign-fields'
import { db } from '@/lib/data/db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from '@/lib/data/fixtures/organisation'
import { endCampaign, storeCampaign } from '@/lib/data/store-campaign'
import { dayBefore } from '@/lib/data/trend-days'
import { findCampaign } from '@/lib/data/viewed-campaigns'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { CampaignEditor, type StoredCampaign } from './campaign-editor'
import { CampaignList } from './campaign-list'
import { CampaignView } from './campaign-view'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/actions/campaigns', () => ({ finishCampaign: vi.fn() }))
vi.mock('@/lib/actions/campaign-reminders', () => ({ saveCampaignReminder: vi.fn(), sendCampaignReminder: vi.fn() }))
vi.mock('@/lib/env', () => ({
  env: () => ({
    DATABASE_URL: process.env.DATABASE_URL,
    GITHUB_URL: 'https://github.example',
    NEXTAUTH_URL: 'https://airworthy.example',
  }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>
let org: string
let owner: OrgAccess

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
  await db().user.create({ data: { githubId: 1n, login: 'ada' } })
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

/** Team "flight" has `api`, which fails, and `site`, which passes. */
beforeEach(async () => {
  const organisation = await mintOrganisation()
  const at = (day: string, testing: 'fail' | 'pass', score: number) => ({ day, score, verdicts: { testing } })
  const api = await seedRepository(organisation.id, { name: 'api', states: [at(dayBefore(100), 'fail', 40)] })
  const site = await seedRepository(organisation.id, {
    name: 'site',
    states: [at(dayBefore(100), 'fail', 50), at(dayBefore(5), 'pass', 90)],
  })
  await seedTeam(organisation.id, 'flight', [api, site])
  org = organisation.login
  owner = accessTo(organisation, [api, site], { role: 'admin' })
  vi.mocked(requireOrgAccess).mockResolvedValue(owner)
})

test('the page of a campaign tells how far it is, how it went, who is left, and what to do', async () => {
  const page = await showCampaign()
  expect(page).toContain('of 2 done')
  expect(page).toContain('Too early to say')
  expect(page).toContain('the last day is')
  expect(page).toContain('Show as table')
  expect(page).toMatch(/<h3[^>]*>flight<\/h3>/)
  expect(page).toContain(`href="/orgs/${org}/repositories/api/gaps/testing"`)
  expect(page).toMatch(new RegExp(`href="/orgs/${org}/teams/flight/gaps/testing\\?campaign=\\d+"`))
  expect(page).not.toContain('/repositories/site')
  expect(page).toContain('- flight: api')
  expect(page).toContain('https://airworthy.example/orgs/')
  expect(page).toContain('End the campaign')
})

test('whether it is on track is said of one that goes on for long enough, and that other rules judge since', async () => {
  await db().audit.updateMany({
    where: { committedAt: { gt: new Date(dayBefore(50)) } },
    data: { rubricVersion: 'v2' },
  })
  await db().repositoryDay.updateMany({
    where: { day: { gt: new Date(dayBefore(50)) } },
    data: { rubricVersion: 'v2' },
  })
  const page = await showCampaign({ createdAt: new Date(`${dayBefore(70)}T00:00:00Z`) })
  expect(page).toContain('Not on track')
  expect(page).toContain('The one left needs 0.54 a week')
  expect(page).toContain('1 came, 0.1 a week since it began')
  expect(page).toContain('Other rules judge some of them since it began')
})

test('a campaign to which nothing came for months says since when, not only how fast it went on the whole', async () => {
  const organisation = await mintOrganisation()
  const early = await seedRepository(organisation.id, {
    name: 'early',
    states: [
      { day: dayBefore(150), score: 50, verdicts: { testing: 'fail' } },
      { day: dayBefore(90), score: 90, verdicts: { testing: 'pass' } },
    ],
  })
  const late = await seedRepository(organisation.id, {
    name: 'late',
    states: [{ day: dayBefore(150), score: 50, verdicts: { testing: 'fail' } }],
  })
  org = organisation.login
  owner = accessTo(organisation, [early, late], { role: 'admin' })
  const page = await showCampaign({ createdAt: new Date(`${dayBefore(100)}T00:00:00Z`) })
  expect(page).toContain('Not on track')
  expect(page).toMatch(/1 came, 0\.07 a week since it began on [^,]+, but none since /)
})

test('a member reads it without a way to change it, and nothing of what they do not see', async () => {
  const page = await showCampaign({}, { ...owner, role: 'member', repositoryIds: owner.repositoryIds.slice(1) })
  expect(page).toContain('of 1 done')
  expect(page).toContain('Nobody is left')
  // Where the tables are exported from names no repository.
  expect(page.replaceAll('/api/v1/', '')).not.toContain('api')
  expect(page).not.toContain('End the campaign')
})

test('an owner reads the very text for the channel before it can be sent, chooses when, and reads what came of the last', async () => {
  const { organisationId } = owner
  await db().notificationSettings.create({
    data: { organisationId, address: 'sealed', host: 'hooks.example.com', scope: 'public', onRegression: false },
  })
  const hidden = await db().repository.findFirstOrThrow({ where: { organisationId, name: 'api' } })
  await db().repository.update({ where: { githubId: hidden.githubId }, data: { isPrivate: true } })
  const id = await begin()
  await db().campaignReminder.create({
    data: {
      campaignId: BigInt(id),
      weekday: 1,
      hour: 9,
      lastStatus: 'hooks.example.com answered 500.',
      lastTriedAt: new Date(),
    },
  })
  const page = await show(id)
  const text = /aria-label="Text for the channel".*?<pre[^>]*>(.*?)<\/pre>/s.exec(page)?.[1]
  expect(text).toContain('1 of 1 public repository done')
  expect(text).not.toContain('api')
  expect(page).toContain('Send it to hooks.example.com')
  expect(page).toMatch(/name="digest" value="[0-9a-f]{32}"/)
  expect(page).toContain('every Monday at 09:00 UTC')
  expect(page).toContain('hooks.example.com answered 500.')
  expect(page).not.toContain('sealed')
})

test('of an ended one only the figures are left', async () => {
  const id = await begin()
  await endCampaign(owner, id)
  const page = await show(id)
  expect(page).toContain('Progress and burn-up are those of that day')
  expect(page).not.toContain('Copy the reminder')
  expect(page).not.toContain('End the campaign')
})

test('where a score is wanted, it says how many points are missing, and leads to the issue of the gap that lifts it most', async () => {
  const page = await show(await begin({ goal: { characteristic: null, minimumScore: 80 } }))
  expect(page).toContain('40 points short of 80')
  expect(page).toContain('Testing lifts it most')
  expect(page).toContain('/gaps/testing"')
})

test('a hostile name is shown as text', async () => {
  expect(await show(await begin({ name: '<script>alert(1)</script>' }))).not.toContain('<script>alert')
})

test('what turns the direction of writing round in a name is seen, and turns nothing round', async () => {
  await begin({ name: 'Later \u202edetnuoc ton' })
  expect(await streamToText(await CampaignList({ org }))).toContain('Later \\u{202e}detnuoc ton')
  const draft = { ...EMPTY_DRAFT, name: 'Tests', goal: 'testing', target: dayBefore(-60) }
  const fields = { ...THEIRS, name: '\u202eTheirs' }
  expect(await edit(draft, true, { version: 'new', basis: 'old', fields })).toContain('“\\u{202e}Theirs”')
})

test('the list has what goes on with how far it is, and what ended', async () => {
  const id = await begin({ name: 'Old' })
  await endCampaign(owner, id)
  await begin()
  const page = await streamToText(await CampaignList({ org }))
  expect(page).toContain('1 of 2 done')
  expect(page).toMatch(/Ended.*Old.* by ada/)
})

test('a form that was not sent shows no preview and no complaint', async () => {
  const page = await edit(EMPTY_DRAFT, false)
  expect(page).not.toContain('Nothing is stored yet')
  expect(page).not.toContain('role="alert"')
})

test('a form that makes sense is previewed before it can be stored', async () => {
  const draft = { ...EMPTY_DRAFT, name: 'Tests', goal: 'testing', teams: ['flight'], target: dayBefore(-60) }
  const page = await edit(draft, true)
  expect(page).toContain('2 repositories that you can see are in its scope; 1 of them is done already.')
  expect(page).toContain('Begin it')
  expect(page).toMatch(/<input type="hidden" name="team" value="flight"/)
})

test('what is wrong with a form is said, and it keeps what was filled in', async () => {
  const page = await edit({ ...EMPTY_DRAFT, name: 'Tests', goal: '~score', score: '400' }, true)
  expect(page).toContain('from 1 to 100')
  expect(page).toContain('Choose the last day')
  expect(page).toContain('value="Tests"')
  expect(page).not.toContain('Begin it')
})

const THEIRS: StoredCampaign['fields'] = {
  name: 'Theirs',
  goal: { characteristic: 'readme', minimumScore: null },
  kinds: [],
  teams: ['flight'],
  targetOn: '2027-03-31',
}

test('a change of a campaign is stored only by what it was made from, and otherwise says what it is now', async () => {
  const draft = { ...EMPTY_DRAFT, name: 'Tests', goal: 'testing', target: dayBefore(-60) }
  const fields = THEIRS
  const current = await edit(draft, true, { version: 'new', basis: 'new', fields })
  expect(current).toMatch(/name="basis" value="new".*Begin it.*name="basis" value="new"/s)
  const stale = await edit(draft, true, { version: 'new', basis: 'old', fields })
  expect(stale).toContain(
    'It was changed after you had begun. Now it is “Theirs”: All repositories of flight meet “The README says what, how to install and how to run”',
  )
  expect(stale).not.toContain('Begin it')
  expect(stale).toContain('name="basis" value="new"')
  // As the page is drawn anew after this very draft was stored.
  const own = { ...fields, name: 'Tests', goal: { characteristic: 'testing', minimumScore: null } as const, teams: [] }
  const saved = await edit(draft, true, { version: 'new', basis: 'old', fields: { ...own, targetOn: draft.target } })
  expect(saved).not.toContain('changed after you had begun')
  // Where somebody else stored the same, it can be stored; and the next change is from this one.
  expect(saved).toMatch(/name="basis" value="new".*Begin it.*name="basis" value="new"/s)
  expect(saved).not.toContain('value="old"')
})

test('a draft with a problem keeps what it was made from while nobody was shown what is stored now', async () => {
  const draft = { ...EMPTY_DRAFT, name: 'Tests', goal: '~score', target: dayBefore(-60) }
  const wrong = await edit(draft, true, { version: 'new', basis: 'old', fields: THEIRS })
  expect(wrong).toContain('from 1 to 100')
  expect(wrong).toContain('name="basis" value="old"')
  expect(wrong).not.toContain('value="new"')
})

function begin(fields: Partial<Parameters<typeof storeCampaign>[1]> = {}): Promise<string> {
  return storeCampaign(owner, {
    name: 'Tests everywhere',
    goal: { characteristic: 'testing', minimumScore: null },
    kinds: [],
    teams: [],
    targetOn: dayBefore(-12),
    ...fields,
  })
}

async function showCampaign(changes: { createdAt?: Date } = {}, viewer: OrgAccess = owner): Promise<string> {
  const id = await begin()
  await db().campaign.update({ where: { id: BigInt(id) }, data: changes })
  return show(id, viewer)
}

async function show(id: string, viewer: OrgAccess = owner): Promise<string> {
  vi.mocked(requireOrgAccess).mockResolvedValue(viewer)
  const campaign = await findCampaign(org, id)
  if (!campaign) throw new Error('The campaign is not found.')
  const mayChange = viewer.role === 'admin'
  return streamToText(await CampaignView({ org, campaign, team: undefined, page: 1, mayChange }))
}

async function edit(draft: typeof EMPTY_DRAFT, isAsked: boolean, stored?: StoredCampaign): Promise<string> {
  const asked = { org, path: '/new', draft, isAsked, earliest: dayBefore(0), cancel: '/', press: 'Begin it', stored }
  return streamToText(await CampaignEditor({ ...asked, store: vi.fn() }))
}

/** Async components inside are waited for, as the server does. */
async function streamToText(element: ReactNode): Promise<string> {
  const { prelude } = await prerenderToNodeStream(element)
  return (await text(prelude as Readable)).replaceAll('<!-- -->', '')
}
