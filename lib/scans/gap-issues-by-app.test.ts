import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { becomeApp } from '@/e2e/scans/webhook-receiver'
import { openIssue, openTeamIssues } from '@/lib/actions/gap-issues'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { changeResults } from '@/lib/data/fixtures/stored-details'
import { getGapPreview, getIssuePermission, listGapIssues } from '@/lib/data/gap-previews'
import { storeInstallation } from '@/lib/data/installations'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { askToSettle } from './settle-gap-issues'
import { startOrganisationScan } from './start-scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const API = 1001n
const READING = { metadata: 'read', contents: 'read', members: 'read', pull_requests: 'read' } as const
const WRITING = { ...READING, issues: 'write' } as const

let world: Awaited<ReturnType<typeof startScanWorld>>
let registered: RegisteredApp

beforeAll(async () => {
  world = await startScanWorld()
  registered = await becomeApp(world.github, ['hangar'], { issues: 'write' })
  for (const login of ['ada', 'alan'] as const) {
    await signIn(login, (name) => world.github.issueToken(name, registered.app.clientId))
  }
  await know(WRITING)
  await startOrganisationScan(HANGAR, { trigger: 'schedule', startedById: null })
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(async () => {
  await db().gapIssue.deleteMany()
  await grant(WRITING)
  asViewer('alan')
})

test('an issue is opened by the person and closed by the App', async () => {
  await openIssue('hangar', 'api', 'readme')
  await runJobs(fakeTools().tools)
  const opened = (await listGapIssues('hangar', 'api')).readme
  expect(opened).toMatchObject({ state: 'open' })
  expect(await read(opened?.number)).toMatchObject({ state: 'open', user: { login: 'alan' } })
  await changeResults('readme', { verdict: 'pass' })
  await askToSettle(HANGAR, API)
  await runJobs(fakeTools().tools)
  expect(await read(opened?.number)).toMatchObject({ state: 'closed', closed_by: { login: 'airworthy[bot]' } })
  await changeResults('readme', { verdict: 'partial' })
})

test('without the permission nothing is tried: it is said who can grant it, and by hand it works', async () => {
  await grant(READING)
  expect(await getIssuePermission('hangar')).toBe('not-granted')
  expect(await getGapPreview('hangar', 'api', 'readme')).toMatchObject({
    permission: 'not-granted',
    byHandUrl: expect.stringContaining('/hangar/api/issues/new?title='),
  })
  const refusal = { ok: false, error: expect.stringContaining('Issues: write') }
  expect(await openIssue('hangar', 'api', 'readme')).toEqual(refusal)
  const form = new FormData()
  form.append('repository', 'api')
  expect(await openTeamIssues('hangar', 'engines', 'readme', null, form)).toEqual(refusal)
  expect(await db().gapIssue.count()).toBe(0)
})

test('a permission that was taken away meanwhile is said on the repository', async () => {
  await grant(READING)
  await know(WRITING)
  expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: true })
  await runJobs(fakeTools().tools)
  expect((await listGapIssues('hangar', 'api')).readme).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('An owner of the organisation can grant it'),
  })
})

test('the App may not close what it may not write: whoever opened it does, where GitHub lets them', async () => {
  await openIssue('hangar', 'api', 'readme')
  await runJobs(fakeTools().tools)
  const { number } = (await listGapIssues('hangar', 'api')).readme ?? {}
  await grant(READING)
  await changeResults('readme', { verdict: 'pass' })
  await askToSettle(HANGAR, API)
  await runJobs(fakeTools().tools)
  // A person's token of an App may do no more than the App.
  expect(await read(number)).toMatchObject({ state: 'open' })
  expect((await listGapIssues('hangar', 'api')).readme).toMatchObject({
    state: 'open',
    reason: expect.stringMatching(/by hand/),
  })
  await grant(WRITING)
  await askToSettle(HANGAR, API)
  await runJobs(fakeTools().tools)
  expect(await read(number)).toMatchObject({ state: 'closed' })
  await changeResults('readme', { verdict: 'partial' })
})

test('the settings say whether pull requests can be checked', async () => {
  expect(await getOrganisationSettings('hangar')).toMatchObject({ checks: 'not-granted' })
  await know({ ...WRITING, checks: 'write' } as never)
  expect(await getOrganisationSettings('hangar')).toMatchObject({ checks: 'granted' })
})

/** Changes what the installation may do, on GitHub and here. */
async function grant(permissions: typeof READING | typeof WRITING): Promise<void> {
  const installation = registered.app.installations[0]?.id ?? 0
  await world.github.change({ change: 'set-installation-permissions', installation, permissions })
  await know(permissions)
}

async function know(permissions: typeof READING | typeof WRITING): Promise<void> {
  await storeInstallation({
    githubId: BigInt(registered.app.installations[0]?.id ?? 0),
    organisation: { githubId: HANGAR, login: 'hangar', avatarUrl: null },
    repositorySelection: 'all',
    permissions,
    suspendedAt: null,
  })
}

async function read(number: number | null | undefined): Promise<unknown> {
  const headers = { authorization: 'Bearer token-of-ada' }
  return (await fetch(`${world.github.apiUrl}/repos/hangar/api/issues/${number}`, { headers })).json()
}

function asViewer(login: 'ada' | 'alan'): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
