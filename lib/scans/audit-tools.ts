import type { Readable } from 'node:stream'
import type { AuditReport } from '@/lib/audit/report'

/** What a scan needs to judge one commit; the worker makes it once from its pool of threads. */
export interface AuditTools {
  /** Audits carry it, and are repeated when it changes. */
  readonly rubricVersion: string
  auditArchive(archive: Readable, about: CommitAbout): Promise<AuditReport>
}

export interface CommitAbout {
  /** For logs: `owner/name`. */
  readonly repository: string
  readonly commit: string
  readonly committedAt: Date
}
