import 'server-only'
import { totalScore } from '@/lib/checks/score'
import { type Weights, weighResults } from '@/lib/checks/weights'
import { repositoryPageUrl } from '@/lib/data/page-url'
import {
  type CheckKey,
  type ClaimedCheck,
  findPullRequestBar,
  finishCheck,
  noteCheckRun,
} from '@/lib/data/pull-request-checks'
import { findStoredVerdicts } from '@/lib/data/stored-verdicts'
import { readOwnWeights } from '@/lib/data/stored-weights'
import { completeCheckRun, findCheckRun, type Place, startCheckRun } from '@/lib/github/check-runs'
import type { GitHubClient } from '@/lib/github/client'
import { createGitObjects } from '@/lib/github/objects/git-objects'
import { type CommitToRead, snapshotOfCommit } from '@/lib/github/objects/snapshot-of-commit'
import { type PullRequest, readPullRequestRange } from '@/lib/github/pull-requests'
import { inAuditSpan } from '../audit-span'
import type { AuditTools } from '../audit-tools'
import { nullIfOfContent } from '../failure-reason'
import { writeCheckOutput } from './check-output'
import { compareReports } from './compare-reports'
import { externalIdOf } from './end-checks'

export interface ClaimedPullRequest {
  readonly key: CheckKey
  readonly claimed: ClaimedCheck
  readonly pull: PullRequest
  readonly repository: Place
  readonly organisationId: bigint
}

/** Audits both sides of a pull request and ends its check run with what came out; an audit that is stored is not made again. */
export async function judgePullRequest(
  client: GitHubClient,
  { key, claimed, pull, repository, organisationId }: ClaimedPullRequest,
  tools: AuditTools,
): Promise<void> {
  const pageUrl = repositoryPageUrl(repository.owner, repository.name)
  const checkRunId = await begin(client, key, claimed, repository, pageUrl)
  const { before, after, changedPaths } = await readPullRequestRange(client, repository, pull)
  // Both sides share most of their files, which one reader asks for once.
  const objects = createGitObjects(client, repository)
  const audit = (commit: CommitToRead) =>
    inAuditSpan(key.repositoryId, async () =>
      tools.auditSnapshot(await snapshotOfCommit(client, repository, commit, { objects }), {
        repository: `${repository.owner}/${repository.name}`,
        commit: commit.commit,
        committedAt: commit.committedAt,
      }),
    )
  const known = await findStoredVerdicts(key.repositoryId, before.tree, tools.rubricVersion)
  // What the default branch holds is not the pull request's doing, which may be what mends it.
  const reportBefore = known ?? (await audit(before).catch(nullIfOfContent))
  const reportAfter = await audit(after)
  const bar = await findPullRequestBar(organisationId)
  // Both sides by the same weights, which may have changed since the one was stored.
  const weights = await readOwnWeights(organisationId)
  const scoredBefore = reportBefore && scoredBy(weights, reportBefore)
  const checked = compareReports(scoredBefore, scoredBy(weights, reportAfter), bar)
  const output = writeCheckOutput(checked, reportAfter, {
    bar,
    pageUrl,
    changedPaths,
    isBaseUnjudged: reportBefore === null,
  })
  await completeCheckRun(client, repository, checkRunId, output, { isResumed: !claimed.isNew })
  await finishCheck(key, checked)
}

function scoredBy<T extends { readonly score: number | null; readonly results: Parameters<typeof weighResults>[0] }>(
  weights: Weights | null,
  report: T,
): T {
  return weights ? { ...report, score: totalScore(weighResults(report.results, weights)) } : report
}

async function begin(
  client: GitHubClient,
  key: CheckKey,
  { checkRunId, isNew }: ClaimedCheck,
  repository: Place,
  detailsUrl: string,
): Promise<bigint> {
  if (checkRunId !== null) return checkRunId
  const externalId = externalIdOf(key)
  const found = isNew ? null : await findCheckRun(client, repository, key.headCommit, externalId)
  const id = found ?? (await startCheckRun(client, repository, key.headCommit, { externalId, detailsUrl }))
  await noteCheckRun(key, id)
  return id
}
