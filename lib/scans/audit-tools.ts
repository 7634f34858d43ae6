import type { Readable } from 'node:stream'
import type { AuditReport } from '@/lib/audit/report'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'

/** What a scan needs to judge one commit; the worker makes it once from its pool of threads. */
export interface AuditTools {
  /** Audits carry it, and are repeated when it changes. */
  readonly rubricVersion: string
  /** `complete` adds what the archive left out. */
  auditArchive(
    archive: Readable,
    about: CommitAbout,
    complete: (snapshot: RepoSnapshot) => Promise<RepoSnapshot>,
  ): Promise<AuditReport>
  /** Judges files that were read already; their bytes move to another thread and are gone afterwards. */
  auditSnapshot(snapshot: RepoSnapshot, about: CommitAbout): Promise<AuditReport>
}

export interface CommitAbout {
  /** For logs: `owner/name`. */
  readonly repository: string
  readonly commit: string
  readonly committedAt: Date
}
