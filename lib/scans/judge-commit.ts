import 'server-only'
import type { AuditReport } from '@/lib/audit/report'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { ArchiveTooLarge } from '@/lib/errors'
import { openTarball } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import type { BlobRef } from '@/lib/github/objects/blob-query'
import type { GitObjects } from '@/lib/github/objects/git-objects'
import { isUnavailable } from '@/lib/github/objects/in-batches'
import { snapshotOfLargeCommit } from '@/lib/github/objects/large-commit'
import { snapshotOfCommit } from '@/lib/github/objects/snapshot-of-commit'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { AuditTools, CommitAbout } from './audit-tools'
import { completeSnapshot } from './complete-snapshot'

/** Judges one commit, wherever its files come from; nothing is stored. */
export type Judge = (at: CommitAtDate) => Promise<AuditReport>

/**
 * Judges a commit by its archive: two requests. What an archive leaves out is read from git; a commit that is too large
 * for one is read file by file, as far as the bounds go. `learn` sees the files before they are judged.
 */
export async function judgeArchive(
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  at: CommitAtDate,
  learn: (snapshot: RepoSnapshot) => void = () => undefined,
): Promise<AuditReport> {
  const about = aboutCommit(repository, at)
  try {
    const archive = await openTarball(client, repository.owner, repository.name, at.commit)
    try {
      return await tools.auditArchive(archive, about, async (snapshot) => {
        if (isCut(snapshot)) throw new SnapshotCut()
        const whole = await completeSnapshot(client, repository, at, snapshot)
        if (!whole) throw new SnapshotCut()
        learn(whole)
        return whole
      })
    } finally {
      archive.destroy()
    }
  } catch (error) {
    if (!(error instanceof ArchiveTooLarge || error instanceof SnapshotCut)) throw error
    return tools.auditSnapshot(await snapshotOfLargeCommit(client, repository, at), about)
  }
}

/** The archive held more than is kept of one, or what it left out can't be told: what was kept of it came by chance. */
class SnapshotCut extends Error {}

function isCut({ limits }: RepoSnapshot): boolean {
  return limits.some(({ kind }) => kind === 'truncated' || kind === 'entries' || kind === 'total-bytes')
}

/** Judges a commit by git's objects, and by its archive when GitHub does not answer for them. */
export async function judgeObjects(
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  at: CommitAtDate,
  objects: GitObjects,
  likely: readonly BlobRef[] = [],
): Promise<AuditReport> {
  let snapshot: RepoSnapshot
  try {
    snapshot = await snapshotOfCommit(client, repository, at, { objects, likely })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return judgeArchive(tools, client, repository, at)
  }
  return tools.auditSnapshot(snapshot, aboutCommit(repository, at))
}

function aboutCommit({ owner, name }: RepositoryToScan, { commit, committedAt }: CommitAtDate): CommitAbout {
  return { repository: `${owner}/${name}`, commit, committedAt }
}
