import { describe, expect, test, vi } from 'vitest'
import { asViewer, beginWithGaps, formOf, github, issuesOf } from '@/e2e/scans/gap-issue-world'
import { PEOPLE, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs } from '@/e2e/scans/scan-world'
import { lookAtIssue, openIssue, openTeamIssues } from '@/lib/actions/gap-issues'
import { db } from '@/lib/data/db'
import { getGapPreview, listGapIssues, listSharedGaps, listTeamGaps } from '@/lib/data/gap-previews'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { vault } = REPOSITORIES
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }

beginWithGaps()

describe('for a team', () => {
  test('issues are opened where they were chosen, one after the other, and each failure is its own', async () => {
    github().injectFault({ match: '/api/v3/repos/hangar/site/issues', method: 'POST', status: 410 })
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
