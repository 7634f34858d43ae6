import 'server-only'
import { findAuditedCommits } from '@/lib/data/audited-commits'
import { markBackfilled, type RepositoryToScan } from '@/lib/data/scan-items'
import { JudgingFailed } from '@/lib/errors'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import { monthEndCommits } from '@/lib/github/month-ends'
import { log } from '@/lib/log'
import { askToAttribute } from './attribute-changes'
import { auditCommit } from './audit-commit'
import type { AuditTools } from './audit-tools'
import { isOfJudging } from './failure-reason'
import { monthEnds, worthAuditing } from './month-ends'
import { planHistory } from './plan-history'
import { runItem } from './run-item'

export interface HistoryJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
  /** See RepositoryJob. */
  readonly turn?: number | undefined
}

/** Audits the default branch as it stood at the end of each of the last 12 months, newest first. */
export function backfillHistory(
  job: HistoryJob,
  tools: AuditTools,
  isLastAttempt: boolean,
  now = new Date(),
): Promise<void> {
  return runItem({ ...job, phase: 'history' }, isLastAttempt, async (client, repository, writeUsage) => {
    await backfillMonths(job, tools, client, repository, writeUsage, now)
    await markBackfilled(repository.githubId)
    await askToAttribute(repository.githubId, tools.rubricVersion)
  })
}

/**
 * Each audit is stored as it is done, so that another try goes on where the last one ended. A month that can't be judged
 * is left out.
 */
export async function backfillMonths(
  job: HistoryJob,
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  afterEach: () => Promise<void>,
  now: Date,
): Promise<void> {
  const { commits, trees } = await listMonths(client, repository, tools, now)
  const judge = await planHistory(tools, client, repository, commits, trees)
  for (const commit of commits) {
    try {
      await auditCommit(tools, client, { ...job, phase: 'history' }, repository, commit, judge)
    } catch (error) {
      if (!isOfJudging(error)) throw error
      const isOurs = error instanceof JudgingFailed
      const about = { repositoryId: String(repository.githubId), commit: commit.commit, error }
      log()[isOurs ? 'error' : 'warn'](about, 'a month was left out')
    }
    await afterEach()
  }
}

/** The commits that are still to be audited, newest first. */
async function listMonths(
  client: GitHubClient,
  { githubId, owner, name, defaultBranch, headCommit }: RepositoryToScan,
  { rubricVersion }: AuditTools,
  now: Date,
) {
  if (!defaultBranch) return { commits: [], trees: new Map() }
  const { commits, trees } = await monthEndCommits(client, owner, name, defaultBranch, monthEnds(now))
  const worthy = worthAuditing(commits, headCommit)
  const done = await findAuditedCommits(
    githubId,
    rubricVersion,
    worthy.map(({ commit }) => commit),
  )
  client.usage.saved += done.size * ARCHIVE_REQUESTS
  return { commits: worthy.filter(({ commit }) => !done.has(commit)), trees }
}
