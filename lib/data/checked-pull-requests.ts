import 'server-only'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { db } from './db'
import { repositoryUrl } from './github-url'

/** One pull request's newest check, as a page shows it. */
export interface ShownPullRequest {
  readonly number: number
  readonly url: string
  readonly status: 'running' | 'done' | 'failed'
  readonly conclusion: string | null
  readonly scoreBefore: number | null
  readonly scoreAfter: number | null
  readonly changes: number
  readonly reason: string | null
  /** ISO timestamp. */
  readonly at: string
}

const SHOWN = 8

/** The newest check of each of the last pull requests of a repository. */
export async function listPullRequestChecks(login: string, name: string): Promise<readonly ShownPullRequest[]> {
  const access = await requireRepositoryAccess(login, name)
  const rows = await db().$queryRaw<(Omit<ShownPullRequest, 'url' | 'at'> & { at: Date })[]>`
    select * from (
      select distinct on (number) number, status, conclusion, score_before as "scoreBefore",
        score_after as "scoreAfter", jsonb_array_length(changes)::int as changes, reason,
        coalesce(finished_at, created_at) as at
      from pull_request_checks where repository_id = ${access.repositoryId} order by number, created_at desc
    ) newest order by at desc limit ${SHOWN}`
  return rows.map(({ at, ...row }) => ({
    ...row,
    url: `${repositoryUrl(access.login, access.repositoryName)}/pull/${row.number}`,
    at: at.toISOString(),
  }))
}
