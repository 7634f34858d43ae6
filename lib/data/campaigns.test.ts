import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { type CampaignFields, draftOf } from './campaign-fields'
import { burnUpDays, getBurnUp, getCampaignCount, previewCampaign } from './campaign-progress'
import { readChangeable } from './campaigns'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { listTeamGaps } from './gap-previews'
import { changeCampaign, endCampaign, storeCampaign } from './store-campaign'
import { dayBefore } from './trend-days'
import { findCampaign, listCampaigns, listLeft, listTeamCounts } from './viewed-campaigns'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('react', async (original) => ({
  ...(await original<typeof import('react')>()),
  cache: (read: unknown) => read,
}))
vi.mock('@/lib/env', () => ({
  env: () => ({ DATABASE_URL: process.env.DATABASE_URL, GITHUB_URL: 'https://github.example' }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
  await db().user.create({ data: { githubId: 1n, login: 'ada' } })
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

const longAgo = dayBefore(200)
const recently = dayBefore(3)

const TESTED: CampaignFields = {
  name: 'Tests everywhere',
  goal: { characteristic: 'testing', minimumScore: null },
  kinds: [],
  teams: [],
  targetOn: dayBefore(-90),
}

/** Team "flight" has `done`, `late` and `hidden`; "secret" has `vault`; `loose` has no team; `notes` is no subject. */
async function seedCampaign() {
  const organisation = await mintOrganisation()
  const repository = (name: string, states: Parameters<typeof seedRepository>[1]['states'], kind?: 'library') =>
    seedRepository(organisation.id, { name, ...(states && { states }), ...(kind && { kind }) })
  const done = await repository('done', [
    { day: longAgo, score: 30, verdicts: { testing: 'fail' } },
    { day: recently, score: 79.6, verdicts: { testing: 'pass' } },
  ])
  const late = await repository('late', [{ day: longAgo, score: 50, verdicts: { testing: 'partial' } }])
  const loose = await repository('loose', [{ day: longAgo, score: 90, verdicts: { testing: 'unknown' } }], 'library')
  const notes = await repository('notes', [{ day: longAgo, score: 90, verdicts: { testing: 'not_applicable' } }])
  const fresh = await repository('fresh', undefined)
  const vault = await repository('vault', [{ day: longAgo, score: 10, verdicts: { testing: 'fail' } }])
  const hidden = await repository('hidden', [{ day: longAgo, score: 10, verdicts: { testing: 'fail' } }])
  const flight = await seedTeam(organisation.id, 'flight', [done, late, hidden])
  const secret = await seedTeam(organisation.id, 'secret', [vault], [73n])
  await db().team.update({ where: { githubId: secret }, data: { unlistedAt: new Date() } })
  const access = accessTo(organisation, [done, late, loose, notes, fresh, vault])
  const owner: OrgAccess = { ...access, role: 'admin' }
  asViewer(access)
  return { organisation, login: organisation.login, access, owner, repositories: { done, late, loose, vault }, flight }
}

function asViewer(access: OrgAccess) {
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
}

function preview(login: string, fields: Partial<CampaignFields>) {
  return previewCampaign(login, draftOf({ ...TESTED, ...fields }), dayBefore(0))
}

async function begun(owner: OrgAccess, login: string, fields: Partial<CampaignFields> = {}) {
  const id = await storeCampaign(owner, { ...TESTED, ...fields })
  const campaign = await findCampaign(login, id)
  if (!campaign) throw new Error('The campaign is not found.')
  return campaign
}

async function versionOf(owner: OrgAccess, id: string) {
  return (await readChangeable(owner, id))?.version ?? ''
}

async function change(owner: OrgAccess, id: string, fields: CampaignFields) {
  return changeCampaign(owner, id, fields, await versionOf(owner, id))
}

async function found(login: string, id: string) {
  const campaign = await findCampaign(login, id)
  if (!campaign) throw new Error('The campaign is not found.')
  return campaign
}

test('a campaign counts what the viewer may see, was audited, and it applies to', async () => {
  const { login, owner } = await seedCampaign()
  const campaign = await begun(owner, login)
  expect(campaign).toMatchObject({ name: 'Tests everywhere', createdBy: 'ada', createdOn: dayBefore(0), endedOn: null })
  expect(await getCampaignCount(login, campaign)).toEqual({ scope: 4, done: 1 })
  const { open } = await listCampaigns(login)
  expect(open).toMatchObject([{ id: campaign.id, scope: 4, done: 1 }])
})

test.each([
  [{ kinds: ['library'] as const }, { scope: 1, done: 0 }],
  [{ teams: ['flight'] }, { scope: 2, done: 1 }],
  [
    { teams: ['flight'], kinds: ['library'] as const },
    { scope: 0, done: 0 },
  ],
  // By the number that is shown: 79.6 is shown as 80. What the score is of does not matter.
  [{ goal: { characteristic: null, minimumScore: 80 } }, { scope: 5, done: 3 }],
])('with %j its scope is narrower, before it is stored and after', async (fields, count) => {
  const { login, owner } = await seedCampaign()
  expect(await preview(login, fields)).toMatchObject({ ok: true, count })
  const campaign = await begun(owner, login, fields)
  expect(await getCampaignCount(login, campaign)).toEqual(count)
  expect((await listCampaigns(login)).open).toMatchObject([count])
})

test('issues for a team of a campaign are offered in no repository that the campaign is not about', async () => {
  const { organisation, login, owner, repositories } = await seedCampaign()
  const worker = await seedRepository(organisation.id, {
    name: 'worker',
    kind: 'worker',
    states: [{ day: longAgo, score: 10, verdicts: { testing: 'fail' } }],
  })
  await seedTeam(organisation.id, 'mixed', [repositories.late, worker])
  const seeing = { ...owner, repositoryIds: [...owner.repositoryIds, worker] }
  asViewer(seeing)
  const namesOf = async (fields: Partial<CampaignFields>) =>
    (await listTeamGaps(login, 'mixed', 'testing', await begun(seeing, login, fields))).map(({ name }) => name)
  expect((await listTeamGaps(login, 'mixed', 'testing')).map(({ name }) => name)).toEqual(['worker', 'late'])
  expect(await namesOf({})).toEqual(['worker', 'late'])
  expect(await namesOf({ kinds: ['web-service'] })).toEqual(['late'])
  expect(await namesOf({ teams: ['flight'] })).toEqual(['late'])
})

test('a campaign about a secret team is told to those who may know of it, and nothing is counted by it for others', async () => {
  const { login, access, owner } = await seedCampaign()
  const id = await storeCampaign(owner, { ...TESTED, teams: ['secret'] })
  const both = await storeCampaign(owner, { ...TESTED, name: 'Both', teams: ['secret', 'flight'] })
  expect(await findCampaign(login, id)).toBeNull()
  const { open } = await listCampaigns(login)
  expect(open.map(({ name, teams, scope }) => [name, teams.map(({ slug }) => slug), scope])).toEqual([
    ['Both', ['flight'], 2],
  ])
  const seen = await findCampaign(login, both)
  expect(seen && (await getCampaignCount(login, seen))).toEqual({ scope: 2, done: 1 })
  asViewer({ ...access, viewerId: 73n })
  expect(await findCampaign(login, id)).toMatchObject({ teams: [{ slug: 'secret' }] })
  asViewer(owner)
  expect((await listCampaigns(login)).open.map(({ scope }) => scope).sort()).toEqual([1, 3])
})

test('somebody from outside is told of no campaign', async () => {
  const { login, access, owner } = await seedCampaign()
  const { id } = await begun(owner, login)
  asViewer({ ...access, role: 'collaborator' })
  expect(await findCampaign(login, id)).toBeNull()
  expect(await listCampaigns(login)).toEqual({ open: [], ended: [], mayChange: false })
})

test('a campaign of another organisation is neither found, changed nor ended', async () => {
  const one = await seedCampaign()
  const { id } = await begun(one.owner, one.login)
  const other = await seedCampaign()
  expect(await findCampaign(other.login, id)).toBeNull()
  expect(await changeCampaign(other.owner, id, TESTED, await versionOf(one.owner, id))).toBe(false)
  expect(await endCampaign(other.owner, id)).toBe(false)
  asViewer(one.access)
  expect(await findCampaign(one.login, id)).toMatchObject({ endedOn: null })
})

test('when its teams are gone, a campaign is about nothing, not about everything', async () => {
  const { login, owner, flight } = await seedCampaign()
  const { id } = await begun(owner, login, { teams: ['flight'] })
  await db().team.delete({ where: { githubId: flight } })
  expect(await findCampaign(login, id)).toBeNull()
  asViewer(owner)
  const campaign = await findCampaign(login, id)
  expect(campaign?.teams).toMatchObject([{ name: 'a team that is gone' }])
  expect(campaign && (await getCampaignCount(login, campaign))).toEqual({ scope: 0, done: 0 })
})

test('who is left is told team by team, with why, the waiver and the issue', async () => {
  const { login, owner, repositories } = await seedCampaign()
  const campaign = await begun(owner, login)
  await db().waiver.create({
    data: {
      repositoryId: repositories.late,
      characteristic: 'testing',
      reason: 'It is old.',
      expiresOn: new Date(`${dayBefore(-5)}T00:00:00Z`),
      createdByLogin: 'ada',
    },
  })
  await db().gapIssue.create({
    data: { repositoryId: repositories.late, characteristic: 'testing', state: 'open', number: 7 },
  })
  const { rows, total } = await listLeft(login, campaign, { page: 1 })
  expect(total).toBe(3)
  expect(rows.map(({ team, name, verdict }) => [team?.slug, name, verdict])).toEqual([
    ['flight', 'late', 'partial'],
    [undefined, 'loose', 'unknown'],
    [undefined, 'vault', 'fail'],
  ])
  expect(rows[0]).toMatchObject({
    message: 'Seen.',
    waivedUntil: dayBefore(-5),
    issueUrl: `https://github.example/${login}/late/issues/7`,
  })
  expect(await listTeamCounts(login, campaign)).toEqual([
    { team: { slug: 'flight', name: 'flight' }, scope: 2, done: 1 },
    { team: null, scope: 2, done: 0 },
  ])
  const names = async (team: string) =>
    (await listLeft(login, campaign, { page: 1, team })).rows.map(({ name }) => name)
  expect(await names('flight')).toEqual(['late'])
  expect(await names('~none')).toEqual(['loose', 'vault'])
  expect(await names('secret')).toEqual([])
})

test('the burn-up chart begins two weeks before the campaign, and marks where the rules changed', async () => {
  const { login, owner, organisation } = await seedCampaign()
  const campaign = await begun(owner, login, { teams: ['flight'], targetOn: dayBefore(-20) })
  const { points, ruleChanges } = await getBurnUp(login, campaign)
  expect(points).toHaveLength(15)
  expect(points[0]).toEqual({ day: dayBefore(14), done: 0, scope: 2, rejudged: 0 })
  expect(points.at(-1)).toEqual({ day: dayBefore(0), done: 1, scope: 2, rejudged: 0 })
  expect(ruleChanges).toEqual([])
  const later = { rubricVersion: 'v2' }
  await db().repositoryDay.updateMany({
    where: { repository: { organisationId: organisation.id }, day: { gt: new Date(longAgo) } },
    data: later,
  })
  await db().audit.updateMany({ where: { repository: { organisationId: organisation.id } }, data: later })
  expect((await getBurnUp(login, campaign)).ruleChanges.length).toBeGreaterThan(0)
})

test('points are days of a short campaign and weeks of a longer one, with the first and the last day among them', () => {
  const now = new Date('2026-11-28T10:00:00Z')
  const days = (createdOn: string, targetOn: string, endedOn: string | null = null) =>
    burnUpDays({ createdOn, targetOn, endedOn }, ['2026-09-05', '2027-01-01'], now)
  expect(days('2026-11-20', '2026-12-10')).toHaveLength(23)
  const weekly = days('2026-09-02', '2026-12-31')
  expect(weekly[0]).toBe('2026-08-19')
  expect(weekly).toEqual(expect.arrayContaining(['2026-09-02', '2026-09-05']))
  expect(weekly.at(-1)).toBe('2026-11-28')
  expect(weekly.length).toBeLessThan(18)
  expect(days('2026-09-02', '2026-10-31', '2026-11-05').slice(-2)).toEqual(['2026-10-31', '2026-11-05'])
  expect(days('2020-01-01', '2026-12-31').length).toBeLessThanOrEqual(63)
  expect(days('2026-11-28', '2026-11-28').at(-1)).toBe('2026-11-28')
})

test('an ended campaign keeps the figures of the day on which it ended', async () => {
  const { login, owner } = await seedCampaign()
  const { id } = await begun(owner, login)
  await endCampaign(owner, id)
  const at = (day: number) => new Date(`${dayBefore(day)}T12:00:00Z`)
  await db().campaign.update({ where: { id: BigInt(id) }, data: { createdAt: at(60), endedAt: at(10) } })
  const campaign = await findCampaign(login, id)
  if (!campaign) throw new Error('The campaign is not found.')
  expect(await getCampaignCount(login, campaign)).toEqual({ scope: 4, done: 0 })
  const { points } = await getBurnUp(login, campaign)
  expect(points.at(-1)).toEqual({ day: dayBefore(10), done: 0, scope: 4, rejudged: 0 })
})

test('the day on which a campaign began is a point of its own', async () => {
  const { login, owner } = await seedCampaign()
  const { id } = await begun(owner, login)
  await db().campaign.update({ where: { id: BigInt(id) }, data: { createdAt: new Date(`${dayBefore(20)}T12:00:00Z`) } })
  const campaign = await findCampaign(login, id)
  const { points } = campaign ? await getBurnUp(login, campaign) : { points: [] }
  expect(points.find(({ day }) => day === dayBefore(20))).toMatchObject({ done: 0, scope: 4 })
})

test('where a score is wanted the gap that lifts a repository most by its organisation’s weights is named, with its issue, and none that is waived', async () => {
  const organisation = await mintOrganisation()
  const verdicts = {
    testing: 'partial',
    readme: 'fail',
    'code-style': 'pass',
    'secrets-management': 'unknown',
  } as const
  const seed = (name: string) =>
    seedRepository(organisation.id, { name, states: [{ day: longAgo, score: 50, verdicts }] })
  const [open, waived, all] = [await seed('a-open'), await seed('b-waived'), await seed('c-all-waived')]
  const owner = accessTo(organisation, [open, waived, all], { role: 'admin' })
  asViewer(owner)
  const waive = (repositoryId: bigint, characteristic: string) =>
    db().waiver.create({
      data: {
        repositoryId,
        characteristic,
        reason: 'It is old.',
        expiresOn: new Date(dayBefore(-5)),
        createdByLogin: 'ada',
      },
    })
  await waive(waived, 'testing')
  await waive(all, 'readme')
  await waive(all, 'testing')
  await db().gapIssue.create({
    data: { repositoryId: open, characteristic: 'testing', state: 'open', number: 7 },
  })
  const campaign = await begun(owner, organisation.login, { goal: { characteristic: null, minimumScore: 80 } })
  const { rows } = await listLeft(organisation.login, campaign, { page: 1 })
  expect(rows.map(({ best, issueUrl }) => [best?.id, Math.round(best?.points ?? 0), issueUrl !== null])).toEqual([
    ['testing', 28, true],
    ['readme', 22, false],
    [undefined, 0, false],
  ])
  await db().organisation.update({
    where: { githubId: organisation.id },
    data: { weights: { readme: 8 }, weightsSince: new Date() },
  })
  const [first] = (await listLeft(organisation.login, campaign, { page: 1 })).rows
  expect(first?.best).toMatchObject({ id: 'readme', points: expect.closeTo(800 / 15) })
})

test('that a campaign was about something else is told to its readers, with the day as a point, and a new name is not', async () => {
  const { login, owner } = await seedCampaign()
  const { id } = await begun(owner, login)
  await change(owner, id, { ...TESTED, name: 'Renamed' })
  expect((await getBurnUp(login, await found(login, id))).changes).toEqual([])
  await change(owner, id, { ...TESTED, teams: ['flight'], targetOn: dayBefore(-30) })
  await change(owner, id, {
    ...TESTED,
    goal: { characteristic: null, minimumScore: 80 },
    teams: ['flight'],
    targetOn: dayBefore(-30),
  })
  await db().campaignChange.updateMany({ data: { changedAt: new Date(`${dayBefore(10)}T12:00:00Z`) } })
  const { changes, points } = await getBurnUp(login, await found(login, id))
  expect(changes).toEqual([
    {
      day: dayBefore(10),
      by: 'ada',
      what: ['which kinds and teams are meant', expect.stringMatching(/the last day \(before: /)],
    },
    { day: dayBefore(10), by: 'ada', what: [expect.stringMatching(/what is wanted \(before: “/)] },
  ])
  expect(points.map(({ day }) => day)).toContain(dayBefore(10))
})

test('only owners get a campaign to change, with the version of what it says, and no ended one', async () => {
  const { login, owner, access } = await seedCampaign()
  const { id } = await begun(owner, login)
  const before = await readChangeable(owner, id)
  expect(before).toMatchObject({ campaign: { name: TESTED.name } })
  await change(owner, id, { ...TESTED, name: 'Renamed' })
  const after = await readChangeable(owner, id)
  expect(after).toMatchObject({ campaign: { name: 'Renamed' } })
  expect(after?.version).not.toBe(before?.version)
  expect(await readChangeable(access, id)).toBeNull()
  await endCampaign(owner, id)
  expect(await readChangeable(owner, id)).toBeNull()
})

test('an ended campaign says who ended it, and is changed no more', async () => {
  const { login, owner } = await seedCampaign()
  const { id } = await begun(owner, login)
  expect(await change(owner, id, { ...TESTED, name: 'Renamed' })).toBe(true)
  expect(await endCampaign(owner, id)).toBe(true)
  expect(await endCampaign(owner, id)).toBe(false)
  expect(await change(owner, id, TESTED)).toBe(false)
  const { open, ended } = await listCampaigns(login)
  expect(open).toEqual([])
  expect(ended).toMatchObject([{ name: 'Renamed', endedOn: dayBefore(0), endedBy: 'ada' }])
})

test('a team that is not known is refused by its name', async () => {
  const { owner, login } = await seedCampaign()
  await expect(storeCampaign(owner, { ...TESTED, teams: ['nobody'] })).rejects.toThrow('no team “nobody”')
  expect(await preview(login, { teams: ['secret'] })).toEqual({
    ok: false,
    problems: [expect.stringContaining('no team “secret”')],
  })
})

test('there is an end to how many campaigns go on at once, and it is said', async () => {
  const { owner, organisation } = await seedCampaign()
  await db().campaign.createMany({
    data: Array.from({ length: 50 }, (_, n) => ({
      organisationId: organisation.id,
      name: `c${n}`,
      characteristic: 'testing',
      targetOn: new Date(),
      createdByLogin: 'ada',
    })),
  })
  await expect(storeCampaign(owner, TESTED)).rejects.toThrow('End one first')
})
