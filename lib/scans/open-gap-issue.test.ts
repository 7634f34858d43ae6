import { describe, expect, test, vi } from 'vitest'
import {
  asViewer,
  beginWithGaps,
  claim,
  create,
  endWaiting,
  github,
  ISSUES,
  issuesOf,
  stateOf,
} from '@/e2e/scans/gap-issue-world'
import { REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs } from '@/e2e/scans/scan-world'
import { openIssue } from '@/lib/actions/gap-issues'
import { db } from '@/lib/data/db'
import { changeResults } from '@/lib/data/fixtures/stored-details'
import { gapMarker } from '@/lib/data/gap-issue-text'
import { getGapPreview } from '@/lib/data/gap-previews'
import { openQueuedIssue } from './open-gap-issue'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { api } = REPOSITORIES

beginWithGaps()

describe('an issue', () => {
  test('is opened in the name of whoever asked, says everything, and is linked back', async () => {
    expect(await openIssue('hangar', 'api', 'readme')).toEqual({ ok: true, number: null })
    expect(await stateOf('api')).toMatchObject({ state: 'opening', number: null, openedBy: 'alan' })
    await runJobs(fakeTools().tools)
    const [issue, ...others] = await issuesOf('api')
    expect(others).toEqual([])
    expect(issue).toMatchObject({
      title: expect.stringMatching(/^Production readiness: /),
      user: { login: 'alan' },
    })
    const { headCommit } = await db().repository.findUniqueOrThrow({ where: { githubId: api } })
    expect(issue?.body).toContain('Half of it')
    expect(issue?.body).toContain(`${github().url}/hangar/api/blob/${headCommit}/README.md?plain=1#L1>): here`)
    expect(issue?.body).toContain('http://127.0.0.1:3000/orgs/hangar/repositories/api#readme')
    expect(issue?.body).toContain('### Why it matters')
    expect(await stateOf('api')).toMatchObject({
      state: 'open',
      number: issue?.number,
      url: `${github().url}/hangar/api/issues/${issue?.number}`,
      openedBy: 'alan',
    })
    expect(await openIssue('hangar', 'api', 'readme')).toEqual({ ok: true, number: issue?.number })
    expect(await issuesOf('api')).toHaveLength(1)
  })

  test('is one, though two people press at the same moment', async () => {
    asViewer('ada')
    const first = openIssue('hangar', 'api', 'readme')
    asViewer('alan')
    const answers = await Promise.all([
      first,
      openIssue('hangar', 'api', 'readme'),
      openIssue('hangar', 'api', 'readme'),
    ])
    expect(answers).toEqual(Array(3).fill({ ok: true, number: null }))
    await runJobs(fakeTools().tools)
    expect(await issuesOf('api')).toHaveLength(1)
    expect(await db().gapIssue.count()).toBe(1)
  })

  test('is one, though the worker died after GitHub had answered', async () => {
    const id = await claim('alan')
    const body = `As it was written.\r\n\r\n${gapMarker('readme')}`
    const { number } = await create('alan', 'api', { title: 'Opened before', body })
    await openQueuedIssue({ gapIssueId: id }, false)
    expect(await stateOf('api')).toMatchObject({ state: 'open', number })
    expect(await issuesOf('api')).toHaveLength(1)
  })

  test.each([
    ['was lost', 'lost-answer'],
    ['was no answer', 'server-error'],
  ] as const)('is one, though GitHub’s answer %s', async (_what, kind) => {
    github().injectFault({ kind, match: ISSUES, method: 'POST' })
    const id = await claim('alan')
    await expect(openQueuedIssue({ gapIssueId: id }, false)).rejects.toMatchObject({ code: 'github-unavailable' })
    expect(github().counters().requests['POST /api/v3/repos/:owner/:repo/issues']).toBe(1)
    expect(await stateOf('api')).toMatchObject({ state: 'opening', reason: expect.stringContaining('did not answer') })
    await openQueuedIssue({ gapIssueId: id }, false)
    expect(await issuesOf('api')).toHaveLength(1)
    expect(await stateOf('api')).toMatchObject({ state: 'open', reason: null })
  })

  test('that somebody of the team opened by hand is taken, one of a stranger is not', async () => {
    const marked = { title: 'By hand', body: `x\n${gapMarker('readme')}` }
    const bySomebody = await create('stranger', 'site', marked)
    asViewer('alan')
    await openIssue('hangar', 'site', 'readme')
    await runJobs(fakeTools().tools)
    const opened = await issuesOf('site')
    expect(opened).toHaveLength(2)
    expect((await stateOf('site'))?.number).not.toBe(bySomebody.number)

    const byMember = await create('ada', 'api', marked)
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'open', number: byMember.number })
  })

  test('whose text only mentions the marker of another gap is not that gap’s', async () => {
    await create('alan', 'api', { title: 'Other', body: `\`${gapMarker('readme')}\`\n\n${gapMarker('testing')}` })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await issuesOf('api')).toHaveLength(2)
  })

  test('waits for GitHub’s limit, says so, and is opened after it', async () => {
    github().injectFault({ kind: 'secondary-limit', match: ISSUES, method: 'POST', retryAfterSeconds: 600 })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'opening', reason: expect.stringContaining('opens again at') })
    await endWaiting()
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'open', reason: null })
    expect(await issuesOf('api')).toHaveLength(1)
  })
})

describe('before it is opened', () => {
  test('its text is read as GitHub will get it, and can be opened by hand', async () => {
    const preview = await getGapPreview('hangar', 'api', 'readme')
    expect(preview).toMatchObject({ name: 'api', isPrivate: true, issue: null, permission: 'granted' })
    const url = new URL(preview?.byHandUrl ?? '')
    expect(url.href).toContain(`${github().url}/hangar/api/issues/new?`)
    expect(url.searchParams.get('body')).toBe(preview?.text.body)
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect((await issuesOf('api'))[0]).toMatchObject({ title: preview?.text.title, body: preview?.text.body })
  })

  test('a long one is shortened for the address, and keeps its mark', async () => {
    const evidence = Array.from({ length: 12 }, (_, index) => ({
      path: `${'a-long-folder/'.repeat(20)}${index}.py`,
      line: 1,
      note: 'x'.repeat(300),
    }))
    await changeResults('readme', { evidence })
    const preview = await getGapPreview('hangar', 'api', 'readme')
    expect(preview?.byHandUrl.length).toBeLessThan(8000)
    expect(new URL(preview?.byHandUrl ?? '').searchParams.get('body')).toMatch(/airworthy:gap:readme -->$/)
    expect(preview?.text.body).toContain('11.py')
  })
})
