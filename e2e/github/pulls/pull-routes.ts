import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { ApiError, invalid, notFound } from '../api-error'
import { readCommit } from '../git/commits'
import { resolveCommit } from '../git/refs'
import type { Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { requireActor } from '../rest/actor'
import { commitShape } from '../rest/commit-shapes'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import { readBody } from '../rest/request-body'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { changedFileShape } from './changed-file-shape'
import { commitsOf, findPull, headRepository, pullsOfCommit } from './find-pulls'
import { setPullState } from './merge-pull'
import { LARGEST_BODY, OpenPull, openPull } from './open-pull'
import { fullPullShape, pullFiles, pullShape } from './pull-shapes'
import { refreshPulls } from './refresh-pulls'
import { updatePull } from './update-pull'

const LARGEST_FILE_LIST = 3_000
const LARGEST_COMMIT_LIST = 250

const ListQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  head: z.string().optional(),
  base: z.string().optional(),
  sort: z.enum(['created', 'updated', 'popularity', 'long-running']).default('created'),
  direction: z.enum(['asc', 'desc']).optional(),
})

const UpdatePull = z.object({
  title: z.string().trim().min(1).max(256).optional(),
  body: z.string().max(LARGEST_BODY).nullish(),
  state: z.enum(['open', 'closed']).optional(),
})

/** Pull requests by REST. */
export function routePulls(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services
  const viewerOf = (c: Context<ServerEnv>) => c.get('session').user?.login

  api.get('/repos/:owner/:repo/pulls', async (c) => {
    const repository = await open(c)
    const query = ListQuery.safeParse(c.req.query())
    if (!query.success) throw invalid({ resource: 'PullRequest', code: 'invalid' })
    const pulls = arrange(host.records.read(repository.about.id).pulls, repository, query.data)
    const shapes = paginate(services, c, pulls).map((pull) => pullShape(host, repository, pull, viewerOf(c)))
    return c.json(await Promise.all(shapes))
  })

  api.post('/repos/:owner/:repo/pulls', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'pull_requests', 'write')
    const pull = await openPull(host, repository, await readBody(c, OpenPull, 'PullRequest'), requireActor(c))
    return c.json(await fullPullShape(host, repository, pull, viewerOf(c)), 201)
  })

  api.get('/repos/:owner/:repo/pulls/:number', async (c) => {
    const { repository, pull } = await openOne(c)
    return c.json(await fullPullShape(host, repository, pull, viewerOf(c)))
  })

  api.patch('/repos/:owner/:repo/pulls/:number', async (c) => {
    const { repository, pull } = await openOne(c)
    needs(c, host, repository, 'pull_requests', 'write')
    const { state, ...texts } = await readBody(c, UpdatePull, 'PullRequest')
    const by = requireActor(c)
    await updatePull(host, repository, pull, texts, by)
    if (state) await setPullState(host, repository, pull, { state, by })
    return c.json(await fullPullShape(host, repository, pull, viewerOf(c)))
  })

  api.get('/repos/:owner/:repo/pulls/:number/files', async (c) => {
    const { repository, pull } = await openOne(c)
    const files = (await pullFiles(repository.directory, pull)).slice(0, LARGEST_FILE_LIST)
    return c.json(paginate(services, c, files).map((file) => changedFileShape(host, repository, pull.head.sha, file)))
  })

  api.get('/repos/:owner/:repo/pulls/:number/commits', async (c) => {
    const { repository, pull } = await openOne(c)
    const shas = (await commitsOf(repository.directory, pull)).toReversed().slice(0, LARGEST_COMMIT_LIST)
    const commits = await Promise.all(paginate(services, c, shas).map((sha) => readCommit(repository.directory, sha)))
    return c.json(commits.flatMap((commit) => (commit ? [commitShape(host, repository, commit)] : [])))
  })

  api.get('/repos/:owner/:repo/commits/:sha/pulls', async (c) => {
    const repository = await open(c)
    const ref = c.req.param('sha')
    const sha = await resolveCommit(repository.directory, ref)
    if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`)
    const pulls = paginate(services, c, await pullsOfCommit(host, repository, sha))
    return c.json(await Promise.all(pulls.map((pull) => pullShape(host, repository, pull, viewerOf(c)))))
  })

  async function open(c: Context<ServerEnv>): Promise<Repository> {
    const repository = find(c)
    needs(c, host, repository, 'pull_requests', 'read')
    await refreshPulls(host, repository)
    return repository
  }

  async function openOne(c: Context<ServerEnv>): Promise<{ repository: Repository; pull: PullRecord }> {
    const repository = await open(c)
    const pull = findPull(host, repository, Number(c.req.param('number')))
    if (!pull) throw notFound()
    return { repository, pull }
  }

  function arrange(pulls: readonly PullRecord[], repository: Repository, query: z.infer<typeof ListQuery>) {
    const { state, head, base, sort, direction = sort === 'created' ? 'desc' : 'asc' } = query
    const labelOf = (pull: PullRecord) =>
      `${(headRepository(host, repository, pull) ?? repository).organisation.login}:${pull.head.ref}`
    const chosen = pulls.filter((pull) => {
      if (state !== 'all' && pull.state !== state) return false
      if (base && pull.base.ref !== base) return false
      return !head?.includes(':') || labelOf(pull) === head
    })
    const key = (pull: PullRecord) => (sort === 'updated' ? pull.updatedAt : pull.createdAt)
    const sign = direction === 'asc' ? 1 : -1
    return chosen.sort((left, right) => sign * (key(left).localeCompare(key(right)) || left.number - right.number))
  }
}
