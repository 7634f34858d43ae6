import 'server-only'
import { repositoryPageUrl } from '@/lib/data/page-url'
import {
  type CheckKey,
  type ClaimedCheck,
  findPullRequestBar,
  finishCheck,
  noteCheckRun,
} from '@/lib/data/pull-request-checks'
import { findStoredVerdicts } from '@/lib/data/stored-verdicts'
import { completeCheckRun, findCheckRun, type Place, startCheckRun } from '@/lib/github/check-runs'
import type { GitHubClient } from '@/lib/github/client'
import { createGitObjects } from '@/lib/github/objects/git-objects'
import { type CommitToRead, snapshotOfCommit } from '@/lib/github/objects/snapshot-of-commit'
import { type PullRequest, readPullRequestRange } from '@/lib/github/pull-requests'
import type { AuditTools } from '../audit-tools'
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
  const audit = async (commit: CommitToRead) =>
    tools.auditSnapshot(await snapshotOfCommit(client, repository, commit, { objects }), {
      repository: `${repository.owner}/${repository.name}`,
      commit: commit.commit,
      committedAt: commit.committedAt,
    })
  const known = await findStoredVerdicts(key.repositoryId, before.tree, tools.rubricVersion)
  const reportBefore = known ?? (await audit(before))
  const reportAfter = await audit(after)
  const bar = await findPullRequestBar(organisationId)
  const checked = compareReports(reportBefore, reportAfter, bar)
  const output = writeCheckOutput(checked, reportAfter, { bar, pageUrl, changedPaths })
  await completeCheckRun(client, repository, checkRunId, output, { isResumed: !claimed.isNew })
  await finishCheck(key, checked)
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
