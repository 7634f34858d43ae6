import type { Context, Hono } from 'hono'
import { latestRuns } from '../checks/check-runs'
import { settingsOf } from '../protection/settings'
import { findPull } from '../pulls/find-pulls'
import { pullFiles } from '../pulls/pull-shapes'
import { refreshPulls } from '../pulls/refresh-pulls'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { notFoundPage } from '../web/page-bodies'
import { pageRepository, pageViewer } from '../web/page-viewer'
import { checkRunPage, issueListPage, issuePage, newIssuePage, pullPage } from './issue-page-bodies'
import { IssueQuery, NewIssue } from './issue-request'
import { commentsOn, findNumbered, listNumbered, openIssue } from './issues'

/** The pages of issues, pull requests and check runs. */
export function routeIssuePages(app: Hono<ServerEnv>, services: Services): void {
  const { host } = services
  const missing = (c: Context<ServerEnv>) => c.html(notFoundPage(), 404)

  app.get('/:owner/:repo/issues', async (c) => {
    const repository = pageRepository(c, services)
    if (!repository) return missing(c)
    await refreshPulls(host, repository)
    const { hasIssues } = settingsOf(host, repository)
    const listed = listNumbered(host, repository, IssueQuery.parse({ state: 'all' }), hasIssues)
    return c.html(issueListPage(repository, listed))
  })

  app.get('/:owner/:repo/issues/new', (c) => {
    const repository = pageRepository(c, services)
    if (!repository || !settingsOf(host, repository).hasIssues) return missing(c)
    const { title = '', body = '' } = c.req.query()
    return c.html(newIssuePage(repository, pageViewer(c, services), title, body))
  })

  app.post('/:owner/:repo/issues', async (c) => {
    const repository = pageRepository(c, services)
    const viewer = pageViewer(c, services)
    const isWritable = repository && !repository.about.archived && settingsOf(host, repository).hasIssues
    const request = NewIssue.safeParse(await c.req.parseBody())
    if (!isWritable || !viewer || !request.success) return missing(c)
    const { number } = openIssue(host, repository, request.data, viewer)
    return c.redirect(`/${repository.fullName}/issues/${number}`, 303)
  })

  app.get('/:owner/:repo/issues/:number', (c) => {
    const repository = pageRepository(c, services)
    const found = repository && findNumbered(host, repository, Number(c.req.param('number')))
    if (!found) return missing(c)
    if (found.kind === 'pull') return c.redirect(`/${repository.fullName}/pull/${found.pull.number}`)
    if (!settingsOf(host, repository).hasIssues) return missing(c)
    return c.html(issuePage(repository, found.issue, commentsOn(host, repository, found.issue.number)))
  })

  app.get('/:owner/:repo/pull/:number', async (c) => {
    const repository = pageRepository(c, services)
    if (!repository) return missing(c)
    await refreshPulls(host, repository)
    const pull = findPull(host, repository, Number(c.req.param('number')))
    if (!pull) return missing(c)
    const files = await pullFiles(repository.directory, pull)
    const all = host.records.read(repository.about.id).checkRuns.filter(({ headSha }) => headSha === pull.head.sha)
    return c.html(pullPage(repository, pull, commentsOn(host, repository, pull.number), files, latestRuns(all)))
  })

  app.get('/:owner/:repo/runs/:id', (c) => {
    const repository = pageRepository(c, services)
    const id = Number(c.req.param('id'))
    const run = repository && host.records.read(repository.about.id).checkRuns.find((each) => each.id === id)
    return run ? c.html(checkRunPage(repository, run)) : missing(c)
  })
}
