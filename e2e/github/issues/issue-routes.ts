import type { Context, Hono } from 'hono'
import { ApiError, invalid, notFound } from '../api-error'
import type { Repository } from '../host'
import { Permission } from '../organisation'
import { settingsOf } from '../protection/settings'
import { setPullState } from '../pulls/merge-pull'
import { refreshPulls } from '../pulls/refresh-pulls'
import { updatePull } from '../pulls/update-pull'
import { requireActor } from '../rest/actor'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import { readBody } from '../rest/request-body'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { IssueChange, IssueQuery, NewComment, NewIssue } from './issue-request'
import { commentShape, fullIssueShape, issueShape } from './issue-shapes'
import { aboutOf, addComment, changeIssue, commentsOn, findNumbered, listNumbered, openIssue } from './issues'

/** Issues and their comments by REST; pull requests are among them, as GitHub has it. */
export function routeIssues(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/issues', async (c) => {
    const repository = await open(c)
    const query = IssueQuery.safeParse(c.req.query())
    if (!query.success) throw invalid({ resource: 'Issue', code: 'invalid' })
    const listed = listNumbered(host, repository, query.data, settingsOf(host, repository).hasIssues)
    return c.json(paginate(services, c, listed).map((each) => issueShape(host, repository, each)))
  })

  api.post('/repos/:owner/:repo/issues', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'issues', 'write')
    if (!settingsOf(host, repository).hasIssues) throw disabled()
    const { labels, ...request } = await readBody(c, NewIssue, 'Issue')
    // Labels of those who may not set them are dropped without a word.
    const kept = mayTriage(c, repository) ? labels : []
    const issue = openIssue(host, repository, { ...request, labels: kept }, requireActor(c))
    return c.json(fullIssueShape(host, repository, { kind: 'issue', issue }), 201)
  })

  api.get('/repos/:owner/:repo/issues/:number', async (c) => {
    const { repository, numbered } = await openOne(c)
    return c.json(fullIssueShape(host, repository, numbered))
  })

  api.patch('/repos/:owner/:repo/issues/:number', async (c) => {
    const { repository, numbered } = await openOne(c)
    needs(c, host, repository, 'issues', 'write')
    const by = requireActor(c)
    if (aboutOf(numbered).by !== by && !mayTriage(c, repository)) throw notFound()
    const { labels, ...rest } = await readBody(c, IssueChange, 'Issue')
    const change = mayTriage(c, repository) ? { ...rest, labels } : rest
    if (numbered.kind === 'issue') {
      changeIssue(host, repository, numbered.issue, change, by)
    } else {
      await updatePull(host, repository, numbered.pull, change, by)
      if (change.state) await setPullState(host, repository, numbered.pull, { state: change.state, by })
    }
    return c.json(fullIssueShape(host, repository, numbered))
  })

  api.get('/repos/:owner/:repo/issues/:number/comments', async (c) => {
    const { repository, numbered } = await openOne(c)
    const since = c.req.query('since')
    const comments = commentsOn(host, repository, aboutOf(numbered).number).filter(
      ({ updatedAt }) => !since || Date.parse(updatedAt) >= Date.parse(since),
    )
    const isOnPull = numbered.kind === 'pull'
    return c.json(paginate(services, c, comments).map((each) => commentShape(host, repository, each, isOnPull)))
  })

  api.post('/repos/:owner/:repo/issues/:number/comments', async (c) => {
    const { repository, numbered } = await openOne(c)
    needs(c, host, repository, 'issues', 'write')
    const { body } = await readBody(c, NewComment, 'IssueComment')
    const comment = addComment(host, repository, numbered, body, requireActor(c))
    return c.json(commentShape(host, repository, comment, numbered.kind === 'pull'), 201)
  })

  async function open(c: Context<ServerEnv>): Promise<Repository> {
    const repository = find(c)
    needs(c, host, repository, 'issues', 'read')
    await refreshPulls(host, repository)
    return repository
  }

  async function openOne(c: Context<ServerEnv>) {
    const repository = await open(c)
    const numbered = findNumbered(host, repository, Number(c.req.param('number')))
    if (numbered?.kind !== 'pull' && !settingsOf(host, repository).hasIssues) throw disabled()
    if (!numbered) throw notFound()
    return { repository, numbered }
  }

  function mayTriage(c: Context<ServerEnv>, repository: Repository): boolean {
    const { user, app } = c.get('session')
    if (app?.kind === 'installation') return true
    const held = host.permission(repository, user?.login)
    return held !== undefined && Permission.options.indexOf(held) >= Permission.options.indexOf('triage')
  }
}

const disabled = () => new ApiError(410, 'Issues are disabled for this repo')
