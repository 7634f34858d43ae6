import 'server-only'
import { markBackfilled } from '@/lib/data/scan-items'
import { monthEndCommits } from '@/lib/github/commits'
import { auditCommit } from './audit-commit'
import type { AuditTools } from './audit-tools'
import { monthEnds, worthAuditing } from './month-ends'
import { runItem } from './run-item'

export interface HistoryJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
}

/** Audits the default branch as it stood at the end of each of the last 12 months, newest first. */
export function backfillHistory(
  job: HistoryJob,
  tools: AuditTools,
  isLastAttempt: boolean,
  now = new Date(),
): Promise<void> {
  const { scanId, repositoryId } = job
  return runItem({ ...job, phase: 'history' }, isLastAttempt, async (client, repository, writeUsage) => {
    const { owner, name, defaultBranch } = repository
    if (defaultBranch) {
      const commits = await monthEndCommits(client, owner, name, defaultBranch, monthEnds(now))
      for (const commit of worthAuditing(commits, repository.headCommit)) {
        await auditCommit(tools, client, { scanId, repositoryId, phase: 'history' }, repository, commit)
        await writeUsage()
      }
    }
    await markBackfilled(repository.githubId)
  })
}
