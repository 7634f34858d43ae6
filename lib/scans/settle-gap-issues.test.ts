import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ask,
  beginWithGaps,
  change,
  commentsOn,
  create,
  endWaiting,
  github,
  ISSUES,
  issuesOf,
  judge,
  opened,
  read,
  scanTo,
  settle,
  stateOf,
} from '@/e2e/scans/gap-issue-world'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs } from '@/e2e/scans/scan-world'
import { lookAtIssue, openIssue } from '@/lib/actions/gap-issues'
import { db } from '@/lib/data/db'
import { gapMarker } from '@/lib/data/gap-issue-text'
import { reconcileOrganisations } from './reconcile'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { api } = REPOSITORIES

beginWithGaps()

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
    github().injectFault(fault)
    await expect(settle()).rejects.toMatchObject({ code: 'github-unavailable' })
    github().clearFaults()
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
    await signIn('alan', github().issueToken)
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
    github().injectFault({ kind: 'secondary-limit', match: `${ISSUES}/`, method: 'PATCH', retryAfterSeconds: 600 })
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
    await github().change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'old-api' })
    await github().change({ change: 'create-repository', owner: 'hangar', repo: 'api', id, private: true })
    id += 1
    another = (await create('ada', 'api', { title: 'Of another repository', body: gapMarker('readme') })).number
  })
  afterEach(async () => {
    await github().change({ change: 'delete-repository', owner: 'hangar', repo: 'api' })
    await github().change({ change: 'rename-repository', owner: 'hangar', repo: 'old-api', name: 'api' })
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
  github().injectFault({ match: `${ISSUES}/${number}`, method: 'GET', status: 404, times: 10 })
  expect(await lookAtIssue('hangar', 'api', 'readme')).toMatchObject({ ok: false })
  expect(await openIssue('hangar', 'api', 'readme')).toMatchObject({ ok: false })
  expect(await stateOf('api')).toMatchObject({ state: 'open' })
  github().clearFaults()
  expect(await lookAtIssue('hangar', 'api', 'readme')).toEqual({ ok: true, isOpen: true })
})
