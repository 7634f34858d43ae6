import type { Context, Hono } from 'hono'
import { ApiError } from '../api-error'
import { resolveCommit } from '../git/refs'
import type { Host, Repository } from '../host'
import type { StatusRecord } from '../records/record-schemas'
import { actorShape } from '../rest/actor-shapes'
import { needs } from '../rest/needs'
import { nodeId } from '../rest/node-id'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import { repositoryShape } from '../rest/repository-shapes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { combinedState, latestStatuses } from './rollup'

/** Commit statuses by REST. */
export function routeStatuses(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/commits/:ref{.+}/status', async (c) => {
    const { repository, sha, statuses } = await findCommit(c)
    const latest = latestStatuses(statuses)
    const url = `${host.apiUrl}/repos/${repository.fullName}/commits/${sha}`
    return c.json({
      state: combinedState(latest),
      statuses: paginate(services, c, latest).map((status) => statusShape(host, repository, status)),
      sha,
      total_count: latest.length,
      repository: await repositoryShape(host, repository, c.get('session').user?.login),
      commit_url: url,
      url: `${url}/status`,
    })
  })

  api.get('/repos/:owner/:repo/commits/:ref{.+}/statuses', async (c) => {
    const { repository, statuses } = await findCommit(c)
    const shapes = paginate(services, c, statuses.toReversed()).map((status) => ({
      ...statusShape(host, repository, status),
      creator: actorShape(host, status.by),
    }))
    return c.json(shapes)
  })

  async function findCommit(c: Context<ServerEnv>) {
    const repository = find(c)
    needs(c, host, repository, 'statuses', 'read')
    const ref = (c.req.param('ref') ?? '').replace(/^(refs\/)?heads\//, '')
    const sha = await resolveCommit(repository.directory, ref)
    if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`)
    const statuses = host.records.read(repository.about.id).statuses.filter((status) => status.sha === sha)
    return { repository, sha, statuses }
  }
}

function statusShape(host: Host, { fullName }: Repository, status: StatusRecord) {
  const { id, sha, state, context, description, targetUrl, createdAt } = status
  return {
    url: `${host.apiUrl}/repos/${fullName}/statuses/${sha}`,
    avatar_url: `${host.url}/avatars/${encodeURIComponent(status.by)}.svg`,
    id,
    node_id: nodeId('StatusContext', id),
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
