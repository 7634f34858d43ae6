import 'server-only'
import { isAudited } from '@/lib/data/due-repositories'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { AppError } from '@/lib/errors'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { fetchRepository } from '@/lib/github/repository-listing'
import { auditCommit } from './audit-commit'
import type { AuditTools } from './audit-tools'
import { runItem } from './run-item'

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
    const head = job.head ?? (await refreshHead(client, repository))
    if (!head) return
    if (await isAudited(repositoryId, head.tree, tools.rubricVersion)) {
      client.usage.saved += ARCHIVE_REQUESTS
      return
    }
    await auditCommit(tools, client, { scanId, repositoryId, phase: 'head' }, repository, head)
  })
}

async function refreshHead(client: GitHubClient, repository: RepositoryToScan): Promise<CommitAtDate | null> {
  const now = await fetchRepository(client, repository.owner, repository.name)
  if (now.githubId !== repository.githubId) {
    const message = `Another repository is called ${repository.name} now. Scan the organisation to learn its new name.`
    throw new AppError('not-found', message)
  }
  await storeRepositoryNow(repository.organisationId, now)
  return now.head
}
