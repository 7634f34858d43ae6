import 'server-only'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { toStorableText } from './storable'

export interface PullRequestKey {
  readonly repositoryId: bigint
  readonly number: number
}

export interface CheckKey extends PullRequestKey {
  readonly headCommit: string
}

export interface ClaimedCheck {
  /** Of the run on GitHub, once it is noted. */
  readonly checkRunId: bigint | null
  /** False when somebody began before, whose run on GitHub may not be noted. */
  readonly isNew: boolean
}

/** Begins, or takes up again, the check of one commit of a pull request; null when it is done already. */
export async function claimCheck(
  { repositoryId, number, headCommit }: CheckKey,
  baseCommit: string,
): Promise<ClaimedCheck | null> {
  const rows = await db().$queryRaw<ClaimedCheck[]>`
    insert into pull_request_checks (repository_id, head_commit, base_commit, number, status)
    values (${repositoryId}, ${headCommit}, ${baseCommit}, ${number}, 'running')
    on conflict (repository_id, head_commit, number)
      do update set status = 'running', reason = null, finished_at = null where pull_request_checks.status <> 'done'
    returning check_run_id as "checkRunId", xmax = 0 as "isNew"`
  return rows[0] ?? null
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

/** The check will not be made; its run on GitHub is still to be ended. `reason` is a sentence for a person. */
export async function failCheck(key: CheckKey, reason: string): Promise<void> {
  await db().pullRequestCheck.updateMany({
    where: { ...key, status: { not: 'done' } },
    data: { status: 'failed', reason: toStorableText(reason) },
  })
}

/** The run on GitHub of a check that was not made is over, or never began. */
export async function noteEnded(key: CheckKey): Promise<void> {
  await db().pullRequestCheck.updateMany({ where: { ...key, finishedAt: null }, data: { finishedAt: new Date() } })
}

export interface UnfinishedCheck {
  readonly headCommit: string
  readonly checkRunId: bigint | null
}

/** Checks of a pull request's other commits that somebody began and nobody ended. */
export async function findUnfinishedChecks(
  { repositoryId, number }: PullRequestKey,
  exceptHead: string | null,
): Promise<readonly UnfinishedCheck[]> {
  return db().pullRequestCheck.findMany({
    where: { repositoryId, number, finishedAt: null, ...(exceptHead ? { headCommit: { not: exceptHead } } : {}) },
    select: { headCommit: true, checkRunId: true },
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
