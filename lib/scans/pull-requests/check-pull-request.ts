import 'server-only'
import { asInstallation } from '@/lib/auth/scanner'
import { findInstallation } from '@/lib/data/installations'
import { type CheckKey, claimCheck, failCheck, findPullRequestBar } from '@/lib/data/pull-request-checks'
import { findRepositoryToScan } from '@/lib/data/scan-items'
import { wayIn } from '@/lib/env'
import { AppError, hasCode, RateLimited } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { fetchPullRequest, type PullRequest } from '@/lib/github/pull-requests'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueuePullRequestCheck, type PullRequestToCheck } from '@/lib/jobs/enqueue-pull-requests'
import { log } from '@/lib/log'
import type { AuditTools } from '../audit-tools'
import { failureReason, isOfContent } from '../failure-reason'
import { spreadJob } from '../spread-after'
import { endCheck, endOtherChecks } from './end-checks'
import { judgePullRequest } from './judge-pull-request'

/** After all attempts failed, how long GitHub is left alone before its check run is ended. */
const OUTAGE_MS = 3_600_000

/**
 * Audits a pull request's head and where it left its base, and says so in a check run on GitHub. What is checked is the
 * head as it is now: messages of GitHub may come late, twice and in any order. Without an App that may write checks in
 * this organisation nothing happens. Throws what another try may mend.
 */
export async function checkPullRequest(
  job: PullRequestToCheck,
  tools: AuditTools,
  isLastAttempt: boolean,
): Promise<void> {
  const { organisationId, repositoryId, number } = job
  if (!(await mayWriteChecks(organisationId))) return
  const repository = await findRepositoryToScan(repositoryId)
  if (repository?.organisationId !== organisationId) return
  let key: CheckKey = { repositoryId, number, headCommit: job.headCommit }
  try {
    await asInstallation(organisationId, async (client) => {
      const pull = await fetchPullRequest(client, repository, number)
      key = { ...key, headCommit: pull.headCommit }
      await endOtherChecks(client, repository, key, pull.isOpen)
      if (pull.isOpen) await check(client, { key, pull, repository, organisationId }, tools)
    })
  } catch (error) {
    if (error instanceof RateLimited) {
      return enqueuePullRequestCheck(job, await spreadJob('check-pull-request', error.resetAt))
    }
    const isFinal = isLastAttempt || (error instanceof AppError && error.code !== 'github-unavailable')
    log().warn({ repositoryId: String(repositoryId), number, error, isFinal }, 'a pull request could not be checked')
    if (!isFinal) throw error
    await giveUp(job, key, error)
  }
}

async function check(
  client: GitHubClient,
  about: Omit<Parameters<typeof judgePullRequest>[1], 'claimed'> & { readonly pull: PullRequest },
  tools: AuditTools,
): Promise<void> {
  const claimed = await claimCheck(about.key, about.pull.baseCommit)
  if (claimed) await judgePullRequest(client, { ...about, claimed }, tools)
}

async function mayWriteChecks(organisationId: bigint): Promise<boolean> {
  if (wayIn() !== 'app') return false
  const installation = await findInstallation(organisationId)
  return installation?.permissions.checks === 'write'
}

/**
 * A check that can't be made ends neutral, so that it never holds a pull request up; while GitHub is out, later. Where the
 * pull request's own content is the reason and the organisation set a bar it fails, or a line would get around the bar.
 */
async function giveUp(job: PullRequestToCheck, key: CheckKey, error: unknown): Promise<void> {
  const bar = isOfContent(error) ? await findPullRequestBar(job.organisationId) : null
  const said = failureReason(error, 'on this pull request')
  const reason = bar === null ? said : `${said} ${underBar(bar)}`
  await failCheck(key, reason)
  await giveUpJob(error, reason)
  const repository = await findRepositoryToScan(key.repositoryId)
  if (!repository) return
  try {
    await asInstallation(job.organisationId, (client) =>
      endCheck(client, repository, key, reason, bar === null ? 'neutral' : 'failure'),
    )
  } catch (second) {
    log().warn({ error: second }, 'a check run could not be ended')
    const until = second instanceof RateLimited ? second.resetAt : new Date(Date.now() + OUTAGE_MS)
    if (!hasCode(second, 'github-unavailable', 'rate-limited')) return
    await enqueuePullRequestCheck(job, await spreadJob('check-pull-request', until))
  }
}

function underBar(bar: number): string {
  return `The organisation asks for a score of at least ${bar}, and what can't be judged does not reach it: push a commit that can be, or have an owner of the organisation lift the bar.`
}
