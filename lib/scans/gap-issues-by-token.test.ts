import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { openIssue } from '@/lib/actions/gap-issues'
import { readSignalsAgain } from '@/lib/actions/signals'
import { findOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { changeResults } from '@/lib/data/fixtures/stored-details'
import { listGapIssues } from '@/lib/data/gap-previews'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { storeUser } from '@/lib/data/users'
import { checkPullRequest } from './pull-requests/check-pull-request'
import { settleGapIssues } from './settle-gap-issues'
import { byPerson, startOrganisationScan } from './start-scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld({ GITHUB_TOKEN: 'token-of-ada' })
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE.ada, login: 'ada', name: null, avatarUrl: null })
  await storeUser({ id: PEOPLE.ada, login: 'ada', name: null, avatarUrl: null })
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())

test('with a token its owner opens issues, and the same token closes them', async () => {
  await openIssue('hangar', 'api', 'readme')
  await runJobs(fakeTools().tools)
  const issue = (await listGapIssues('hangar', 'api')).readme
  expect(issue).toMatchObject({ state: 'open', openedBy: 'ada' })
  await changeResults('readme', { verdict: 'not_applicable' })
  await settleGapIssues({ organisationId: HANGAR, repositoryId: 1001n })
  expect((await listGapIssues('hangar', 'api')).readme).toMatchObject({ state: 'closed' })
  const headers = { authorization: 'Bearer token-of-ada' }
  const comments = await fetch(`${world.github.apiUrl}/repos/hangar/api/issues/${issue?.number}/comments`, { headers })
  expect(await comments.json()).toMatchObject([{ body: expect.stringContaining('no longer applies') }])
})

test('with a token the signals are those that its owner is told', async () => {
  expect(await readSignalsAgain('hangar', 'vault')).toEqual({ ok: true })
  await runJobs(fakeTools().tools)
  const row = await db().repositorySignals.findUnique({ where: { repositoryId: 1003n } })
  expect(row?.signals).toMatchObject({ dependabot: { state: 'off' }, 'secret-scanning': { state: 'off' } })
})

test('without an App no pull request is checked, and the settings say so', async () => {
  expect(await getOrganisationSettings('hangar')).toMatchObject({ checks: 'needs-app' })
  world.github.clearCounters()
  const job = { organisationId: HANGAR, repositoryId: 1001n, number: 1, headCommit: 'a'.repeat(40) }
  await checkPullRequest(job, fakeTools().tools, false)
  expect(world.github.counters().requests).toEqual({})
})
