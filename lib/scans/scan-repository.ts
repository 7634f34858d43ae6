import 'server-only'
import { isAudited } from '@/lib/data/due-repositories'
import type { CommitAtDate } from '@/lib/github/commits'
import { auditCommit } from './audit-commit'
import type { AuditTools } from './audit-tools'
import { runItem } from './run-item'
import { syncRepository } from './sync-repository'

export interface HeadJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
  /** As it was listed; without it GitHub is asked first. */
  readonly head?: CommitAtDate | undefined
}

/** Audits the head of a repository. */
export function scanRepository(job: HeadJob, tools: AuditTools, isLastAttempt: boolean): Promise<void> {
  const { scanId, repositoryId } = job
  return runItem({ ...job, phase: 'head' }, isLastAttempt, async (client, repository) => {
    const now = job.head
      ? { owner: repository.owner, name: repository.name, head: job.head }
      : await syncRepository(client, repository.organisationId, repositoryId)
    const { head, ...names } = now
    if (!head || (await isAudited(repositoryId, head.tree, tools.rubricVersion))) return
    await auditCommit(tools, client, { scanId, repositoryId, phase: 'head' }, { ...repository, ...names }, head)
  })
}
