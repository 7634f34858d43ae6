import { describe, expect, test, vi } from 'vitest'
import {
  beginWithGaps,
  claim,
  github,
  ISSUES,
  issuesOf,
  judge,
  opened,
  settle,
  stateOf,
} from '@/e2e/scans/gap-issue-world'
import { PEOPLE, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs } from '@/e2e/scans/scan-world'
import { lookAtIssue, openIssue } from '@/lib/actions/gap-issues'
import { db } from '@/lib/data/db'
import { releaseLostGapIssues } from '@/lib/data/gap-issues'
import { getGapPreview, listTeamGaps } from '@/lib/data/gap-previews'
import { openQueuedIssue } from './open-gap-issue'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { api } = REPOSITORIES

beginWithGaps()

describe('no issue', () => {
  test.each([
    ['where issues are switched off', { match: ISSUES, method: 'POST', status: 410 }, 'switched off'],
    [
      'where the App may not write them',
      { match: ISSUES, method: 'POST', status: 403, body: { message: 'Resource not accessible by integration' } },
      'Issues: write',
    ],
    [
      'where the token may not',
      {
        match: ISSUES,
        method: 'POST',
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      },
      'The token may not',
    ],
    [
      'in what was archived meanwhile',
      { match: ISSUES, method: 'POST', status: 403, body: { message: 'Repository was archived so is read-only.' } },
      'archived',
    ],
    ['that GitHub refuses as it is', { match: ISSUES, method: 'POST', status: 422 }, 'by hand'],
    [
      'without single sign-on',
      { match: ISSUES, method: 'GET', status: 403, headers: { 'x-github-sso': 'required; url=https://x' } },
      'single sign-on',
    ],
  ])('is opened %s, and the reason is said at once', async (_what, fault, reason) => {
    github().injectFault(fault)
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) })
    expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: true })
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'open' })
  })

  test('is opened really where issues are switched off', async () => {
    github().changeSettings({ owner: 'hangar', repo: 'api', hasIssues: false })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining('switched off') })
    github().changeSettings({ owner: 'hangar', repo: 'api', hasIssues: true })
  })

  test('counts as open once issues were switched off, or it was deleted, and the page says which', async () => {
    const number = await opened()
    github().changeSettings({ owner: 'hangar', repo: 'api', hasIssues: false })
    expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: false })
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: expect.stringContaining('switched off') })
    github().changeSettings({ owner: 'hangar', repo: 'api', hasIssues: true })
    // It was open all the time, and is taken again.
    expect(await opened()).toBe(number)
    const body = { message: 'This issue was deleted' }
    github().injectFault({ match: `${ISSUES}/${number}`, method: 'GET', status: 410, body })
    await judge('pass')
    await settle()
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: 'GitHub no longer has it.' })
  })

  test('is opened in an archived repository, and none is asked for', async () => {
    await db().repository.update({ where: { githubId: api }, data: { isArchived: true } })
    expect(await openIssue('hangar', 'api', 'readme')).toEqual({
      ok: false,
      error: expect.stringContaining('archived'),
    })
    expect((await listTeamGaps('hangar', 'engines', 'readme')).map(({ name }) => name)).toEqual(['site'])
    const id = await claim('alan')
    await openQueuedIssue({ gapIssueId: id }, false)
    expect(await stateOf('api')).toMatchObject({ state: 'failed' })
    await db().repository.update({ where: { githubId: api }, data: { isArchived: false } })
    expect(await issuesOf('api')).toEqual([])
  })

  test('is opened for a gap that is none any more', async () => {
    const id = await claim('alan')
    await judge('pass')
    expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: false })
    await openQueuedIssue({ gapIssueId: id }, false)
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining('no longer finds') })
    expect(await getGapPreview('hangar', 'api', 'readme')).toBeNull()
  })

  test('is opened for whoever signed out', async () => {
    const id = await claim('alan')
    await db().githubToken.deleteMany({ where: { userId: PEOPLE.alan } })
    await openQueuedIssue({ gapIssueId: id }, false)
    expect(await stateOf('api', 'ada')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('Sign in again'),
    })
  })

  test('stays in the making when its job is gone', async () => {
    const id = await claim('alan')
    await db().gapIssue.update({ where: { id }, data: { openedAt: new Date(Date.now() - 60_000) } })
    await releaseLostGapIssues()
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining('interrupted') })
    await openIssue('hangar', 'api', 'readme')
    await db().gapIssue.updateMany({ data: { openedAt: new Date(Date.now() - 60_000) } })
    await releaseLostGapIssues()
    expect(await stateOf('api')).toMatchObject({ state: 'opening' })
  })
})
