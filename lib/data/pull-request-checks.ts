import 'server-only'
import { requireRepositoryAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { repositoryUrl } from './github-url'
import { toStorableText } from './storable'

export interface CheckKey {
  readonly repositoryId: bigint
  readonly number: number
  readonly headCommit: string
}

/** Begins, or takes up again, the check of one commit of a pull request; null when it is done already. */
export async function claimCheck(
  { repositoryId, number, headCommit }: CheckKey,
  baseCommit: string,
): Promise<{ readonly checkRunId: bigint | null } | null> {
  const rows = await db().$queryRaw<{ check_run_id: bigint | null }[]>`
    insert into pull_request_checks (repository_id, head_commit, base_commit, number, status)
    values (${repositoryId}, ${headCommit}, ${baseCommit}, ${number}, 'running')
    on conflict (repository_id, head_commit, number) do update set status = 'running', reason = null
    where pull_request_checks.status <> 'done'
    returning check_run_id`
  const [row] = rows
  return row ? { checkRunId: row.check_run_id } : null
}

export async function noteCheckRun(key: CheckKey, checkRunId: bigint): Promise<void> {
  await db().pullRequestCheck.updateMany({ where: { ...key }, data: { checkRunId } })
}

export interface VerdictChanged {
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
}

export interface CheckedPullRequest {
  readonly conclusion: 'neutral' | 'success' | 'failure'
  /** 0 to 100. */
  readonly scoreBefore: number | null
  readonly scoreAfter: number | null
  readonly changes: readonly VerdictChanged[]
}

export async function finishCheck(key: CheckKey, { changes, ...rest }: CheckedPullRequest): Promise<void> {
  await db().pullRequestCheck.updateMany({
    where: { ...key },
    data: { ...rest, changes: changes.map((change) => ({ ...change })), status: 'done', finishedAt: new Date() },
  })
}

/** `reason` is a sentence for a person. */
export async function failCheck(key: CheckKey, reason: string): Promise<void> {
  await db().pullRequestCheck.updateMany({
    where: { ...key },
    data: { status: 'failed', reason: toStorableText(reason), finishedAt: new Date() },
  })
}

/** The score under which a pull request's check fails; null where the organisation set none. */
export async function findPullRequestBar(organisationId: bigint): Promise<number | null> {
  const found = await db().organisation.findUnique({
    where: { githubId: organisationId },
    select: { pullRequestBar: true },
  })
  return found?.pullRequestBar ?? null
}

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
