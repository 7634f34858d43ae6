import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { LOG_PAGE_SIZE, readAuditLog } from '@/lib/data/audit-log'
import { type AuditLogQuery, BY_ITSELF } from '@/lib/data/audit-log-query'
import { db } from '@/lib/data/db'
import { recordChange } from '@/lib/data/record-change'
import { dayBefore } from '@/lib/data/trend-days'
import { findChangeable } from '@/lib/data/viewed-campaigns'
import { renewBadgeLink } from './badges'
import { createCampaign, editCampaign, finishCampaign } from './campaigns'
import { openTeamIssues } from './gap-issues'
import { deleteView, renameView, saveView } from './saved-views'
import { scanOrganisation } from './scan'
import { saveSettings } from './settings'
import { revokeWaiver, waiveGap } from './waivers'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
  asViewer('ada')
  await scanOrganisation('hangar')
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(async () => {
  asViewer('ada')
  await db().loggedChange.deleteMany()
})

test('a change of settings is on record with who made it and what stood there before, and saving the same is not', async () => {
  await saveSettings('hangar', null, form({ pullRequestBar: '60' }))
  await saveSettings('hangar', null, form({ pullRequestBar: '60' }))
  await saveSettings('hangar', null, form({ pullRequestBar: '' }))
  expect(await logged()).toMatchObject([
    { by: 'ada', action: 'settings-changed', before: { pullRequestBar: 60 }, after: { pullRequestBar: null } },
    { by: 'ada', action: 'settings-changed', before: { pullRequestBar: null }, after: { pullRequestBar: 60 } },
  ])
})

test('what is refused leaves no entry', async () => {
  asViewer('alan')
  await saveSettings('hangar', null, form({ pullRequestBar: '60' }))
  asViewer('ada')
  await waiveGap('hangar', 'vault', 'readme', null, form({ reason: 'short', expiresOn: dayBefore(-3) }))
  expect(await logged()).toEqual([])
})

test('a waiver that is given and one that is revoked are on record, with the reason', async () => {
  const reason = 'The README is on the wiki until the move.'
  const expiresOn = dayBefore(-30)
  await waiveGap('hangar', 'vault', 'readme', null, form({ reason, expiresOn }))
  const waiver = await db().waiver.findFirstOrThrow()
  await revokeWaiver('hangar', 'vault', 'readme', waiver.id.toString())
  await revokeWaiver('hangar', 'vault', 'readme', waiver.id.toString())
  expect(await logged()).toMatchObject([
    { by: 'ada', action: 'waiver-revoked', subject: 'readme', repository: { name: 'vault' }, before: { reason } },
    { by: 'ada', action: 'waiver-given', subject: 'readme', after: { reason, expiresOn } },
  ])
})

test('views of everybody are on record when they are shared, renamed and deleted, and one’s own are not', async () => {
  await saveView('hangar', '?q=pay', null, form({ name: 'Ours', shared: 'on' }))
  await saveView('hangar', '?q=pay', null, form({ name: 'Mine' }))
  const shared = await db().savedView.findFirstOrThrow({ where: { ownerId: null } })
  const own = await db().savedView.findFirstOrThrow({ where: { ownerId: PEOPLE.ada } })
  await renameView('hangar', shared.id.toString(), null, form({ name: 'Everybody’s' }))
  await renameView('hangar', own.id.toString(), null, form({ name: 'Still mine' }))
  await deleteView('hangar', shared.id.toString())
  await deleteView('hangar', own.id.toString())
  expect(await logged()).toMatchObject([
    { action: 'view-deleted', subject: 'Everybody’s', before: { search: '?q=pay' } },
    { action: 'view-renamed', subject: 'Everybody’s', before: { name: 'Ours' }, after: { name: 'Everybody’s' } },
    { action: 'view-shared', subject: 'Ours', after: { search: '?q=pay' } },
  ])
})

test('revoked links to badges are on record under their repository', async () => {
  await renewBadgeLink('hangar', 'vault')
  expect(await logged()).toMatchObject([{ action: 'badge-links-revoked', repository: { name: 'vault' } }])
})

test('campaigns are on record when they begin, change and end, with what they wanted before and after', async () => {
  const wanted = { name: 'A README each', goal: 'readme', target: dayBefore(-60) }
  const begun = await createCampaign('hangar', null, form(wanted))
  const id = begun.ok ? begun.id : ''
  for (const _ of [1, 2]) {
    const basis = (await findChangeable('hangar', id))?.version ?? ''
    await editCampaign('hangar', id, null, form({ ...wanted, goal: '~score', score: '70', team: 'engines', basis }))
  }
  await finishCampaign('hangar', id)
  expect(await logged()).toMatchObject([
    { action: 'campaign-ended', subject: 'A README each', before: { minimumScore: 70 } },
    {
      by: 'ada',
      action: 'campaign-changed',
      before: { characteristic: 'readme', minimumScore: null, teams: '' },
      after: { characteristic: null, minimumScore: 70, teams: 'engines' },
    },
    { action: 'campaign-begun', after: { characteristic: 'readme', targetOn: wanted.target } },
  ])
  await db().campaign.deleteMany()
})

test('issues that were opened in several repositories at once are on record', async () => {
  const chosen = new FormData()
  chosen.append('repository', 'api')
  expect(await openTeamIssues('hangar', 'engines', 'readme', null, chosen)).toMatchObject({ ok: true, queued: 1 })
  expect(await logged()).toMatchObject([
    { by: 'ada', action: 'issues-opened', subject: 'readme', after: { team: 'engines', repositories: 1 } },
  ])
})

test('the log is narrowed to a person and to a kind of change, and tells whom there is to choose', async () => {
  await saveSettings('hangar', null, form({ pullRequestBar: '60' }))
  await renewBadgeLink('hangar', 'vault')
  await recordChange(db(), { organisationId: HANGAR, personId: null, action: 'notifications-switched-off' })
  const actions = async (asked: Partial<AuditLogQuery>) =>
    (await readAuditLog('hangar', { page: 1, ...asked }))?.items.map(({ action }) => action)
  expect(await actions({ by: 'ada' })).toEqual(['badge-links-revoked', 'settings-changed'])
  expect(await actions({ by: BY_ITSELF })).toEqual(['notifications-switched-off'])
  expect(await actions({ by: 'ada', action: 'settings-changed' })).toEqual(['settings-changed'])
  expect(await actions({ by: 'nobody' })).toEqual([])
  expect(await readAuditLog('hangar', { page: 1, by: 'nobody' })).toMatchObject({
    total: 0,
    people: [BY_ITSELF, 'ada'],
  })
  await saveSettings('hangar', null, form({ pullRequestBar: '' }))
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, reads no log', async (login) => {
  await saveSettings('hangar', null, form({ pullRequestBar: '60' }))
  asViewer(login)
  expect(await readAuditLog('hangar', { page: 1 })).toBeNull()
  asViewer('ada')
  await saveSettings('hangar', null, form({ pullRequestBar: '' }))
})

test('of a repository that is gone only that something was done is told', async () => {
  await renewBadgeLink('hangar', 'vault')
  await db().loggedChange.updateMany({ data: { before: { name: 'vault' } } })
  await db().repository.update({ where: { githubId: REPOSITORIES.vault }, data: { removedAt: new Date() } })
  expect(await logged()).toMatchObject([{ action: 'badge-links-revoked', repository: { name: null }, before: {} }])
  await db().repository.update({ where: { githubId: REPOSITORIES.vault }, data: { removedAt: null } })
})

test('the log is read in pages, the last one for every page beyond it', async () => {
  for (let at = 0; at <= LOG_PAGE_SIZE; at += 1) {
    await recordChange(db(), {
      organisationId: HANGAR,
      personId: PEOPLE.ada,
      action: 'view-shared',
      subject: `view ${at}`,
    })
  }
  const first = await readAuditLog('hangar', { page: 1 })
  expect([first?.total, first?.items.length, first?.items[0]?.subject]).toEqual([51, 50, 'view 50'])
  for (const page of [2, 7]) {
    expect(await readAuditLog('hangar', { page: page })).toMatchObject({ page: 2, items: [{ subject: 'view 0' }] })
  }
})

test('what is longer than anybody reads is noted as such, and characters that Postgres refuses are replaced', async () => {
  await recordChange(db(), {
    organisationId: HANGAR,
    personId: null,
    action: 'view-shared',
    subject: 'a\0b',
    after: { search: 'x'.repeat(9000) },
  })
  expect(await logged()).toMatchObject([{ by: null, subject: 'a\ufffdb', after: { tooLong: expect.any(Number) } }])
})

async function logged() {
  return (await readAuditLog('hangar', { page: 1 }))?.items ?? []
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
