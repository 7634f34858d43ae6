import 'server-only'
import { asInstallation } from '@/lib/auth/scanner'
import { findInstallation } from '@/lib/data/installations'
import { repositoryPageUrl } from '@/lib/data/page-url'
import {
  type CheckKey,
  claimCheck,
  failCheck,
  findPullRequestBar,
  finishCheck,
  noteCheckRun,
} from '@/lib/data/pull-request-checks'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { wayIn } from '@/lib/env'
import { AppError, RateLimited } from '@/lib/errors'
import { completeCheckRun, startCheckRun } from '@/lib/github/check-runs'
import type { GitHubClient } from '@/lib/github/client'
import { createGitObjects } from '@/lib/github/objects/git-objects'
import { type CommitToRead, snapshotOfCommit } from '@/lib/github/objects/snapshot-of-commit'
import { readPullRequestRange } from '@/lib/github/pull-requests'
import { enqueuePullRequestCheck } from '@/lib/jobs/enqueue-pull-requests'
import { log } from '@/lib/log'
import type { AuditTools } from '../audit-tools'
import { writeCheckOutput } from './check-output'
import { compareReports } from './compare-reports'

export interface PullRequestJob {
  readonly organisationId: bigint
  readonly repositoryId: bigint
  readonly number: number
  readonly headCommit: string
  readonly baseCommit: string
}

/**
 * Audits a pull request's head and where it left its base, and says so in a check run on GitHub. Without an App that may
 * write checks in this organisation nothing happens. Throws what another try may mend.
 */
export async function checkPullRequest(job: PullRequestJob, tools: AuditTools, isLastAttempt: boolean): Promise<void> {
  const { organisationId, repositoryId, number, headCommit, baseCommit } = job
  if (!(await mayWriteChecks(organisationId))) return
  const repository = await findRepositoryToScan(repositoryId)
  if (!repository) return
  const key: CheckKey = { repositoryId, number, headCommit }
  const claimed = await claimCheck(key, baseCommit)
  if (!claimed) return
  let checkRunId = claimed.checkRunId
  try {
    await asInstallation(organisationId, async (client) => {
      checkRunId ??= await begin(client, key, repository)
      await judge(client, job, repository, tools, checkRunId)
    })
  } catch (error) {
    if (error instanceof RateLimited) return enqueuePullRequestCheck(job, error.resetAt)
    const isFinal = isLastAttempt || (error instanceof AppError && error.code !== 'github-unavailable')
    log().warn({ repositoryId: String(repositoryId), number, error, isFinal }, 'a pull request could not be checked')
    if (!isFinal) throw error
    await giveUp(organisationId, key, repository, checkRunId, error)
  }
}

async function mayWriteChecks(organisationId: bigint): Promise<boolean> {
  if (wayIn() !== 'app') return false
  const installation = await findInstallation(organisationId)
  return installation?.permissions.checks === 'write'
}

async function begin(client: GitHubClient, key: CheckKey, repository: RepositoryToScan): Promise<bigint> {
  const about = {
    externalId: `${key.number}:${key.headCommit}`,
    detailsUrl: repositoryPageUrl(repository.owner, repository.name),
  }
  const checkRunId = await startCheckRun(client, repository, key.headCommit, about)
  await noteCheckRun(key, checkRunId)
  return checkRunId
}

async function judge(
  client: GitHubClient,
  { organisationId, repositoryId, number, headCommit, baseCommit }: PullRequestJob,
  repository: RepositoryToScan,
  tools: AuditTools,
  checkRunId: bigint,
): Promise<void> {
  const { before, after } = await readPullRequestRange(client, repository, baseCommit, headCommit)
  // Both sides share most of their files, which one reader asks for once.
  const objects = createGitObjects(client, repository)
  const audit = async (commit: CommitToRead) =>
    tools.auditSnapshot(await snapshotOfCommit(client, repository, commit, { objects }), {
      repository: `${repository.owner}/${repository.name}`,
      commit: commit.commit,
      committedAt: commit.committedAt,
    })
  const reportBefore = await audit(before)
  const reportAfter = await audit(after)
  const bar = await findPullRequestBar(organisationId)
  const checked = compareReports(reportBefore, reportAfter, bar)
  const pageUrl = repositoryPageUrl(repository.owner, repository.name)
  await completeCheckRun(client, repository, checkRunId, writeCheckOutput(checked, reportAfter, bar, pageUrl))
  await finishCheck({ repositoryId, number, headCommit }, checked)
}

/** A check that can't be made ends neutral, so that it never holds a pull request up. */
async function giveUp(
  organisationId: bigint,
  key: CheckKey,
  repository: RepositoryToScan,
  checkRunId: bigint | null,
  error: unknown,
): Promise<void> {
  const reason = error instanceof AppError ? error.message : 'Airworthy failed on this pull request; the fault is ours.'
  await failCheck(key, reason)
  if (checkRunId === null) return
  await asInstallation(organisationId, (client) =>
    completeCheckRun(client, repository, checkRunId, {
      conclusion: 'neutral',
      title: 'Could not be checked',
      summary: reason,
      annotations: [],
    }),
  ).catch((second: unknown) => log().warn({ error: second }, 'a check run could not be ended'))
}
