import type { CategoryId } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import type { Evidence, Kind, Role } from '@/lib/facts/facts'
import type { SnapshotLimit } from '@/lib/snapshot/snapshot'

/** The audit of one commit: what is stored, shown and exported. */
export interface AuditReport {
  readonly rubricVersion: string
  readonly commit: string | null
  readonly committedAt: string | null
  readonly kind: Kind
  readonly kindReason: string
  readonly kindEvidence: readonly Evidence[]
  readonly projects: readonly ProjectReport[]
  /** 0 to 100, or null when nothing could be judged. */
  readonly score: number | null
  /** 0 to 1. */
  readonly coverage: number
  readonly categories: Readonly<Record<CategoryId, number | null>>
  /** In the rubric's order, all 20. */
  readonly results: readonly CheckResult[]
  readonly roles: Readonly<Partial<Record<Role, { readonly files: number; readonly lines: number }>>>
  readonly linesOfCode: number
  readonly unparsed: readonly { readonly path: string; readonly reason: string }[]
  readonly unreachable: readonly string[]
  readonly limits: readonly SnapshotLimit[]
}

/** One project of the repository; a repository with a single project has exactly one with path ''. */
export interface ProjectReport {
  readonly path: string
  readonly kind: Kind
  readonly kindReason: string
  readonly linesOfCode: number
  readonly score: number | null
  readonly coverage: number
  readonly results: readonly CheckResult[]
}
