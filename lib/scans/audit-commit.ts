import 'server-only'
import type { ItemKey, RepositoryToScan } from '@/lib/data/scan-items'
import { reuseAudit, storeAudit } from '@/lib/data/store-audit'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { log } from '@/lib/log'
import { observe } from '@/lib/metrics/counts'
import { inAuditSpan } from './audit-span'
import type { AuditTools } from './audit-tools'
import { type Judge, judgeArchive } from './judge-commit'

/** Audits and stores one commit of a repository; a commit that was audited under this rubric costs nothing. */
export async function auditCommit(
  tools: AuditTools,
  client: GitHubClient,
  key: ItemKey,
  repository: RepositoryToScan,
  at: CommitAtDate,
  judge: Judge = () => judgeArchive(tools, client, repository, at),
): Promise<void> {
  const { commit, tree, committedAt } = at
  if (await reuseAudit(repository.githubId, commit, tools.rubricVersion)) {
    client.usage.saved += ARCHIVE_REQUESTS
    return
  }
  const started = performance.now()
  const report = await inAuditSpan(repository.githubId, () => judge(at))
  const durationMs = performance.now() - started
  observe('airworthy_audit_duration_seconds', {}, durationMs / 1000)
  await storeAudit({
    repositoryId: repository.githubId,
    commit,
    tree,
    committedAt,
    durationMs,
    report,
    countedBy: key,
  })
  log().info(
    {
      repository: `${repository.owner}/${repository.name}`,
      commit,
      committedAt: committedAt.toISOString(),
      score: report.score,
      kind: report.kind,
      ms: Math.round(durationMs),
    },
    'audited',
  )
}
