import type { Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { readCommit } from '../git/commits'
import { readDiff } from '../git/diff'
import { commitsBetween, mergeBase } from '../git/merges'
import { resolveCommit } from '../git/refs'
import type { Repository } from '../host'
import { commitShape } from '../rest/commit-shapes'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { changedFileShape } from './changed-file-shape'

const LARGEST_FILE_LIST = 300
const LARGEST_COMMIT_LIST = 250

/** What one commit has that another has not, from where they parted. */
export function routeCompare(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/compare/:range{.+}', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'contents', 'read')
    const { directory, fullName } = repository
    const range = c.req.param('range')
    const [baseRef = '', headRef = ''] = range.split('...')
    const base = await resolve(repository, baseRef)
    const head = await resolve(repository, headRef)
    if (!base || !head) throw notFound()
    const start = await mergeBase(directory, base, head)
    if (!start) throw new ApiError(404, `No common ancestor between ${baseRef} and ${headRef}.`)
    const ahead = (await commitsBetween(directory, base, head)).toReversed()
    const behind = await commitsBetween(directory, head, base)
    // Without a page of its own, a comparison shows as many commits as it may.
    const isPaged = c.req.query('page') !== undefined || c.req.query('per_page') !== undefined
    const shown = isPaged ? paginate(services, c, ahead) : ahead.slice(0, LARGEST_COMMIT_LIST)
    const isFirst = Number(c.req.query('page') ?? 1) === 1
    const files = isFirst ? (await readDiff(directory, start, head)).slice(0, LARGEST_FILE_LIST) : []
    const web = `${host.url}/${fullName}/compare`
    const owner = repository.organisation.login
    return c.json({
      url: `${host.apiUrl}/repos/${fullName}/compare/${encodeURIComponent(baseRef)}...${encodeURIComponent(headRef)}`,
      html_url: `${web}/${baseRef}...${headRef}`,
      permalink_url: `${web}/${owner}:${base.slice(0, 7)}...${owner}:${head.slice(0, 7)}`,
      diff_url: `${web}/${baseRef}...${headRef}.diff`,
      patch_url: `${web}/${baseRef}...${headRef}.patch`,
      base_commit: await commit(repository, base),
      merge_base_commit: await commit(repository, start),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: await Promise.all(shown.map((sha) => commit(repository, sha))),
      files: files.map((file) => changedFileShape(host, repository, head, file)),
    })
  })

  /** A ref of this repository, also with its owner before it. */
  function resolve({ directory, organisation }: Repository, ref: string): Promise<string | undefined> {
    return resolveCommit(directory, ref.replace(new RegExp(`^${organisation.login}:`, 'i'), ''))
  }

  async function commit(repository: Repository, sha: string) {
    const found = await readCommit(repository.directory, sha)
    if (!found) throw notFound()
    return commitShape(host, repository, found)
  }
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
