import 'server-only'
import { isAudited } from '@/lib/data/due-repositories'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { noteUnjudged } from '@/lib/data/unjudged-heads'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import { type CommitAtDate, fetchCommit } from '@/lib/github/commits'
import { askToAttribute } from './attribute-changes'
import { auditCommit } from './audit-commit'
import type { AuditTools } from './audit-tools'
import { isOfJudging } from './failure-reason'
import { askForSignals, askForSignalsAfterPush } from './read-signals'
import { runItem } from './run-item'
import { askToSettle } from './settle-gap-issues'
import { type SyncedRepository, syncRepository } from './sync-repository'

export interface HeadJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
  /** As it was listed; without it GitHub is asked first. */
  readonly head?: CommitAtDate | undefined
  /** See RepositoryJob for these. */
  readonly isUrgent?: boolean | undefined
  readonly turn?: number | undefined
}

/** Audits the head of a repository. */
export function scanRepository(job: HeadJob, tools: AuditTools, isLastAttempt: boolean): Promise<void> {
  const { scanId, repositoryId } = job
  return runItem({ ...job, phase: 'head' }, isLastAttempt, async (client, repository, _writeUsage, scan) => {
    // Whoever asks for one repository sees all of it anew; of a whole organisation nobody waits for each.
    if (job.isUrgent && scan.startedById !== null) await askForSignals(repositoryId, scan.startedById)
    // Since it was listed, a push may have moved it on.
    const isStillHead = job.head !== undefined && job.head.commit === repository.headCommit
    const now = isStillHead
      ? { owner: repository.owner, name: repository.name, head: job.head }
      : await syncHead(client, repository)
    const { head, ...names } = now
    if (!head) return
    if (await isAudited(repositoryId, head.tree, tools.rubricVersion)) {
      client.usage.saved += ARCHIVE_REQUESTS
    } else {
      const key = { scanId, repositoryId, phase: 'head' } as const
      await auditCommit(tools, client, key, { ...repository, ...names }, head).catch(async (error) => {
        if (isOfJudging(error)) await noteUnjudged(repositoryId, head.commit, tools.rubricVersion)
        throw error
      })
      if (job.isUrgent && scan.startedById === null) await askForSignalsAfterPush(repositoryId)
    }
    await askToSettle(repository.organisationId, repositoryId)
    await askToAttribute(repositoryId, tools.rubricVersion, job.isUrgent)
  })
}

async function syncHead(client: GitHubClient, repository: RepositoryToScan): Promise<SyncedRepository> {
  const synced = await syncRepository(client, repository.organisationId, repository.githubId)
  const stored = await findRepositoryToScan(repository.githubId)
  if (!stored?.headCommit || stored.headCommit === synced.head?.commit) return synced
  // GitHub tells of a push sooner than its answers know of it, and what is stored never goes back.
  return { ...synced, head: await fetchCommit(client, synced.owner, synced.name, stored.headCommit) }
}
