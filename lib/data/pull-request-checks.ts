import 'server-only'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
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
