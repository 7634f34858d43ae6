import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { clearJobs, fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { lookAtIssue, openIssue, openTeamIssues } from '@/lib/actions/gap-issues'
import { findOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { gapMarker } from '@/lib/data/gap-issue-text'
import { claimGapIssue, releaseLostGapIssues } from '@/lib/data/gap-issues'
import { getGapPreview, listGapIssues, listSharedGaps, listTeamGaps } from '@/lib/data/gap-previews'
import { openQueuedIssue } from './open-gap-issue'
import { reconcileOrganisations } from './reconcile'
import { settleGapIssues } from './settle-gap-issues'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { api, vault } = REPOSITORIES
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const ISSUES = '/api/v3/repos/hangar/api/issues'

let world: Awaited<ReturnType<typeof startScanWorld>>
let rubric = 0

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'grace', 'outsider', 'stranger'] as const) {
    await signIn(login, world.github.issueToken)
    await findOrgAccess(PEOPLE[login], 'hangar')
  }
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
  await db().repository.updateMany({ data: { backfilledAt: new Date() } })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await db().gapIssue.deleteMany()
  await db().rateBudget.deleteMany()
  await clearJobs()
  for (const { number, repo } of [
    ...(await issuesOf('api')),
    ...(await issuesOf('site')),
    ...(await issuesOf('vault')),
  ]) {
    await change(repo, number, { state: 'closed', body: 'Of another test.' })
  }
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
  await judge('partial')
  asViewer('alan')
})

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
    expect(issue?.body).toContain(`${world.github.url}/hangar/api/blob/${headCommit}/README.md?plain=1#L1>): here`)
    expect(issue?.body).toContain('http://127.0.0.1:3000/orgs/hangar/repositories/api#readme')
    expect(issue?.body).toContain('### Why it matters')
    expect(await stateOf('api')).toMatchObject({
      state: 'open',
      number: issue?.number,
      url: `${world.github.url}/hangar/api/issues/${issue?.number}`,
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
    world.github.injectFault({ kind, match: ISSUES, method: 'POST' })
    const id = await claim('alan')
    await expect(openQueuedIssue({ gapIssueId: id }, false)).rejects.toMatchObject({ code: 'github-unavailable' })
    expect(world.github.counters().requests['POST /api/v3/repos/:owner/:repo/issues']).toBe(1)
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
    world.github.injectFault({ kind: 'secondary-limit', match: ISSUES, method: 'POST', retryAfterSeconds: 600 })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'opening', reason: expect.stringContaining('opens again at') })
    await endWaiting()
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'open', reason: null })
    expect(await issuesOf('api')).toHaveLength(1)
  })
})

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
    world.github.injectFault(fault)
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) })
    expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: true })
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'open' })
  })

  test('is opened really where issues are switched off', async () => {
    world.github.changeSettings({ owner: 'hangar', repo: 'api', hasIssues: false })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await stateOf('api')).toMatchObject({ state: 'failed', reason: expect.stringContaining('switched off') })
    world.github.changeSettings({ owner: 'hangar', repo: 'api', hasIssues: true })
  })

  test('counts as open once issues were switched off, or it was deleted, and the page says which', async () => {
    const number = await opened()
    world.github.changeSettings({ owner: 'hangar', repo: 'api', hasIssues: false })
    expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: false })
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: expect.stringContaining('switched off') })
    world.github.changeSettings({ owner: 'hangar', repo: 'api', hasIssues: true })
    // It was open all the time, and is taken again.
    expect(await opened()).toBe(number)
    const body = { message: 'This issue was deleted' }
    world.github.injectFault({ match: `${ISSUES}/${number}`, method: 'GET', status: 410, body })
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

describe('when the gap is closed', () => {
  test('the audit of the head closes the issue, says by which commit, and nothing twice', async () => {
    const number = await opened()
    await scanTo('pass')
    const { headCommit } = await db().repository.findUniqueOrThrow({ where: { githubId: api } })
    expect(await read('api', number)).toMatchObject({ state: 'closed', state_reason: 'completed' })
    expect(await commentsOn('api', number)).toMatchObject([
      { body: expect.stringContaining(`looked at ${headCommit}: it passes`) },
    ])
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: 'Closed when the gap was.' })
    await settle()
    expect(await commentsOn('api', number)).toHaveLength(1)
  })

  test.each(['partial', 'fail', 'unknown'] as const)('%s is no pass', async (verdict) => {
    const number = await opened()
    await scanTo(verdict)
    expect(await read('api', number)).toMatchObject({ state: 'open' })
  })

  test('an issue that a person closed is left alone', async () => {
    const number = await opened()
    await change('api', number, { state: 'closed', state_reason: 'not_planned' })
    await scanTo('pass')
    expect(await read('api', number)).toMatchObject({ state_reason: 'not_planned' })
    expect(await commentsOn('api', number)).toEqual([])
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: 'Somebody closed it on GitHub.' })
  })

  test('and comes back, another issue may be opened', async () => {
    const first = await opened()
    await scanTo('pass')
    await judge('fail')
    const second = await opened()
    expect(second).not.toBe(first)
    expect(await read('api', first)).toMatchObject({ state: 'closed' })
  })

  test.each([
    ['the comment', { kind: 'lost-answer', match: `${ISSUES}/`, method: 'POST' }],
    ['the closing', { match: `${ISSUES}/`, method: 'PATCH', status: 502, times: 9 }],
  ] as const)('%s is not said twice where GitHub’s answer to it was lost', async (_what, fault) => {
    const number = await opened()
    await judge('pass')
    world.github.injectFault(fault)
    await expect(settle()).rejects.toMatchObject({ code: 'github-unavailable' })
    world.github.clearFaults()
    await settle()
    expect(await commentsOn('api', number)).toHaveLength(1)
    expect(await read('api', number)).toMatchObject({ state: 'closed' })
    expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: 'Closed when the gap was.' })
  })

  test('where whoever opened it may no longer close it, somebody else does', async () => {
    const number = await opened()
    await judge('pass')
    await db().githubToken.deleteMany({ where: { userId: PEOPLE.alan } })
    await settle()
    expect(await read('api', number)).toMatchObject({ state: 'closed', closed_by: { login: 'ada' } })
  })

  test('where nobody may, it stays open and says so, and the daily look tries again', async () => {
    const number = await opened()
    await judge('pass')
    await db().githubToken.deleteMany()
    await settle()
    await signIn('alan', world.github.issueToken)
    expect(await stateOf('api')).toMatchObject({ state: 'open', number, reason: expect.stringContaining('by hand') })
    await reconcileOrganisations()
    await db().$executeRaw`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'list-organisation'`
    await runJobs(fakeTools().tools)
    expect(await read('api', number)).toMatchObject({ state: 'closed' })
  })

  test('a limit in the middle puts the closing off', async () => {
    const number = await opened()
    await judge('pass')
    world.github.injectFault({ kind: 'secondary-limit', match: `${ISSUES}/`, method: 'PATCH', retryAfterSeconds: 600 })
    await settle()
    expect(await read('api', number)).toMatchObject({ state: 'open' })
    await endWaiting()
    await runJobs(fakeTools().tools)
    expect(await read('api', number)).toMatchObject({ state: 'closed' })
    expect(await commentsOn('api', number)).toHaveLength(1)
  })
})

describe('where another repository took the name of a renamed one', () => {
  let another: number
  let id = 1900

  beforeEach(async () => {
    await opened()
    await world.github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'old-api' })
    await world.github.change({ change: 'create-repository', owner: 'hangar', repo: 'api', id, private: true })
    id += 1
    another = (await create('ada', 'api', { title: 'Of another repository', body: gapMarker('readme') })).number
  })
  afterEach(async () => {
    await world.github.change({ change: 'delete-repository', owner: 'hangar', repo: 'api' })
    await world.github.change({ change: 'rename-repository', owner: 'hangar', repo: 'old-api', name: 'api' })
  })

  test('the issue of the renamed one is closed, and that of the other left alone', async () => {
    const { number = 0 } = (await issuesOf('old-api'))[0] ?? {}
    await db().gapIssue.updateMany({ data: { number } })
    // Both have an issue of this number.
    while (another < number) another = (await create('ada', 'api', { title: 'One more' })).number
    await judge('pass')
    await settle()
    expect(await read('old-api', number)).toMatchObject({ state: 'closed' })
    expect(await read('api', number)).toMatchObject({ state: 'open' })
    expect(await commentsOn('api', number)).toEqual([])
  })

  test('an issue is looked for and opened in the renamed one', async () => {
    const { number = 0 } = (await issuesOf('old-api'))[0] ?? {}
    await ask('PATCH', `/repos/hangar/old-api/issues/${number}`, { state: 'closed' })
    expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: false })
    await openIssue('hangar', 'api', 'readme')
    await runJobs(fakeTools().tools)
    expect(await issuesOf('old-api')).toHaveLength(1)
    expect(await issuesOf('api')).toHaveLength(1)
    expect((await stateOf('api'))?.number).toBe((await issuesOf('old-api'))[0]?.number)
  })

  test('and moved to another organisation, nothing of it is written there', async () => {
    await db().organisation.create({ data: { githubId: 990n, login: 'elsewhere' } })
    await db().repository.update({ where: { githubId: api }, data: { organisationId: 990n } })
    await judge('pass')
    await settle()
    expect(await issuesOf('old-api')).toHaveLength(1)
    await db().repository.update({ where: { githubId: api }, data: { organisationId: HANGAR } })
    await db().organisation.delete({ where: { githubId: 990n } })
  })
})

test('whoever closed an issue on GitHub finds room for another after a look', async () => {
  const number = await opened()
  expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: true })
  await change('api', number, { state: 'closed' })
  expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: false })
  expect(await stateOf('api')).toMatchObject({ state: 'closed', reason: 'Somebody closed it on GitHub.' })
  expect(await opened()).not.toBe(number)
})

test('whoever lost the repository a moment ago does not end its issue for the others by looking', async () => {
  const number = await opened()
  world.github.injectFault({ match: `${ISSUES}/${number}`, method: 'GET', status: 404, times: 10 })
  expect(await lookAtIssue('hangar', 'api', 'readme')).toMatchObject({ ok: false })
  expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: false })
  expect(await stateOf('api')).toMatchObject({ state: 'open' })
  world.github.clearFaults()
  expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: true })
})

describe('for a team', () => {
  test('issues are opened where they were chosen, one after the other, and each failure is its own', async () => {
    world.github.injectFault({ match: '/api/v3/repos/hangar/site/issues', method: 'POST', status: 410 })
    expect(await listSharedGaps('hangar', 'engines')).toMatchObject([{ id: 'readme', repositories: 2, withIssue: 0 }])
    expect(await openTeamIssues('hangar', 'engines', 'readme', null, formOf('api', 'site', 'vault'))).toEqual({
      ok: true,
      queued: 2,
      others: 1,
    })
    expect((await listTeamGaps('hangar', 'engines', 'readme')).map(({ name, issue }) => [name, issue?.state])).toEqual([
      ['api', 'opening'],
      ['site', 'opening'],
    ])
    await runJobs(fakeTools().tools)
    expect(
      (await listTeamGaps('hangar', 'engines', 'readme')).map(({ issue }) => [issue?.state, issue?.reason]),
    ).toEqual([
      ['open', null],
      [
        'failed',
        expect.stringMatching(/^Issues are switched off in this repository\..* switch them on in its settings/),
      ],
    ])
    expect(await listSharedGaps('hangar', 'engines')).toMatchObject([{ repositories: 2, withIssue: 1 }])
    expect(await openTeamIssues('hangar', 'engines', 'readme', null, formOf('api', 'site'))).toMatchObject({
      queued: 1,
      others: 1,
    })
    await runJobs(fakeTools().tools)
    expect(await issuesOf('api')).toHaveLength(1)
    expect(await issuesOf('site')).toHaveLength(1)
    expect(await issuesOf('vault')).toEqual([])
  })

  test('who waits for one issue goes before those of a team', async () => {
    await openTeamIssues('hangar', 'engines', 'readme', null, formOf('site'))
    await openIssue('hangar', 'api', 'readme')
    const jobs = await db().$queryRaw<{ priority: number; queue_name: string }[]>`
      select priority, queue_name from graphile_worker.jobs where task_identifier = 'open-gap-issue' order by id`
    expect(new Set(jobs.map((job) => job.queue_name))).toEqual(new Set([`gap-issues:${PEOPLE.alan}`]))
    expect(jobs[1]?.priority).toBeLessThan(jobs[0]?.priority ?? 0)
  })

  test('what somebody may not see they neither count, nor read, nor open', async () => {
    await db().teamRepository.create({ data: { teamId: 501n, repositoryId: vault, permission: 'push' } })
    expect(await listSharedGaps('hangar', 'engines')).toMatchObject([{ repositories: 2 }])
    expect((await listTeamGaps('hangar', 'engines', 'readme')).map(({ name }) => name)).toEqual(['api', 'site'])
    expect(await openTeamIssues('hangar', 'engines', 'readme', null, formOf('vault'))).toMatchObject({ ok: false })
    await expect(getGapPreview('hangar', 'vault', 'readme')).rejects.toMatchObject(NOT_FOUND)
    await expect(listGapIssues('hangar', 'vault')).rejects.toMatchObject(NOT_FOUND)
    await expect(openIssue('hangar', 'vault', 'readme')).rejects.toMatchObject(NOT_FOUND)
    await expect(lookAtIssue('hangar', 'vault', 'readme')).rejects.toMatchObject(NOT_FOUND)
    asViewer('ada')
    expect(await listSharedGaps('hangar', 'engines')).toMatchObject([{ repositories: 3 }])
    await db().teamRepository.deleteMany({ where: { repositoryId: vault } })
  })

  test('a stranger and somebody from outside open nothing in it', async () => {
    asViewer('outsider')
    expect(await listSharedGaps('hangar', 'engines')).toBeNull()
    expect(await openTeamIssues('hangar', 'engines', 'readme', null, formOf('vault', 'site'))).toMatchObject({
      ok: false,
    })
    asViewer('stranger')
    await expect(openTeamIssues('hangar', 'engines', 'readme', null, formOf('api'))).rejects.toMatchObject(NOT_FOUND)
    await expect(openIssue('hangar', 'api', 'readme')).rejects.toMatchObject(NOT_FOUND)
    expect(await db().gapIssue.count()).toBe(0)
  })

  test.each([
    ['none', []],
    ['too many', Array.from({ length: 101 }, (_, index) => `r${index}`)],
  ])('%s are refused', async (_what, names) => {
    expect(await openTeamIssues('hangar', 'engines', 'readme', null, formOf(...names))).toMatchObject({ ok: false })
  })

  test.each([['no-such-characteristic'], [7], [null]])('%j is refused as a gap', async (id) => {
    expect(await openIssue('hangar', 'api', id as string)).toMatchObject({ ok: false })
    expect(await lookAtIssue('hangar', 'api', id as string)).toMatchObject({ ok: false })
    expect(await openTeamIssues('hangar', 'engines', id as string, null, formOf('api'))).toMatchObject({ ok: false })
  })
})

describe('before it is opened', () => {
  test('its text is read as GitHub will get it, and can be opened by hand', async () => {
    const preview = await getGapPreview('hangar', 'api', 'readme')
    expect(preview).toMatchObject({ name: 'api', isPrivate: true, issue: null, permission: 'granted' })
    const url = new URL(preview?.byHandUrl ?? '')
    expect(url.href).toContain(`${world.github.url}/hangar/api/issues/new?`)
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
    await db().result.updateMany({ where: { characteristic: 'readme' }, data: { evidence } })
    const preview = await getGapPreview('hangar', 'api', 'readme')
    expect(preview?.byHandUrl.length).toBeLessThan(8000)
    expect(new URL(preview?.byHandUrl ?? '').searchParams.get('body')).toMatch(/airworthy:gap:readme -->$/)
    expect(preview?.text.body).toContain('11.py')
  })
})

/** Opens the issue of the gap in `api` and answers its number. */
async function opened(): Promise<number> {
  await openIssue('hangar', 'api', 'readme')
  await runJobs(fakeTools().tools)
  return (await stateOf('api'))?.number ?? 0
}

async function claim(login: keyof typeof PEOPLE): Promise<bigint> {
  const id = await claimGapIssue(api, 'readme', PEOPLE[login])
  if (id === null) throw new Error('There is one already.')
  return id
}

/** As if the latest audits had found this. */
async function judge(verdict: string): Promise<void> {
  const evidence = [{ path: 'README.md', line: 1, note: 'here' }]
  await db().result.updateMany({ where: { characteristic: 'readme' }, data: { verdict, evidence } })
  await db().$executeRaw`update audits set verdicts = jsonb_set(verdicts, '{readme}', to_jsonb(${verdict}::text))`
}

/** Lets the head of `api` be audited anew, with this outcome. */
async function scanTo(verdict: 'pass' | 'partial' | 'fail' | 'unknown'): Promise<void> {
  rubric += 1
  const { tools } = fakeTools(`rubric ${rubric}`)
  await startRepositoryScan(HANGAR, api, byPerson(PEOPLE.ada))
  await runJobs({
    ...tools,
    async auditArchive(archive, about, complete) {
      const report = await tools.auditArchive(archive, about, complete)
      return { ...report, results: report.results.map((result) => ({ ...result, verdict })) }
    },
  })
  await clearJobs()
}

function settle(): Promise<void> {
  return settleGapIssues({ organisationId: HANGAR, repositoryId: api })
}

async function stateOf(name: string, login: 'alan' | 'ada' = 'alan') {
  asViewer(login)
  return (await listGapIssues('hangar', name)).readme
}

function formOf(...names: string[]): FormData {
  const form = new FormData()
  for (const name of names) form.append('repository', name)
  return form
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly repo: string
}

/** Open ones that carry a mark, whoever opened them. */
async function issuesOf(repo: string): Promise<Issue[]> {
  const all = (await ask('GET', `/repos/hangar/${repo}/issues?per_page=100`)) as Omit<Issue, 'repo'>[]
  return Array.isArray(all) ? all.map((issue) => ({ ...issue, repo })) : []
}

async function commentsOn(repo: string, number: number): Promise<{ body: string }[]> {
  return (await ask('GET', `/repos/hangar/${repo}/issues/${number}/comments`)) as { body: string }[]
}

function read(repo: string, number: number): Promise<unknown> {
  return ask('GET', `/repos/hangar/${repo}/issues/${number}`)
}

function create(login: string, repo: string, issue: object): Promise<{ number: number }> {
  return ask('POST', `/repos/hangar/${repo}/issues`, issue, login) as Promise<{ number: number }>
}

function change(repo: string, number: number, body: object): Promise<unknown> {
  return ask('PATCH', `/repos/hangar/${repo}/issues/${number}`, body)
}

async function ask(method: string, path: string, body?: object, login = 'ada'): Promise<unknown> {
  const answer = await fetch(`${world.github.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer token-of-${login}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return answer.json()
}

/** As if the time had come to which everything was put off. */
async function endWaiting(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().$executeRaw`update rate_budgets set blocked_until = null, reset_at = now(), remaining = "limit"`
}
