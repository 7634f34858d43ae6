import type { CategoryId, CharacteristicId } from '@/lib/checks/rubric'
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
  /** What `.airworthy.yml` at the root says; null without one. */
  readonly override: OverrideReport | null
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
  /** Code around evidence, bounded in all; for what can be shown a line of. */
  readonly excerpts: readonly Excerpt[]
}

/** Lines of a file around a place that evidence names, without credentials. */
export interface Excerpt {
  readonly path: string
  /** The first and the last line that the evidence names, from 1; `lines` may end before the last. */
  readonly line: number
  readonly endLine: number
  /** Number of the first of `lines`. */
  readonly start: number
  readonly lines: readonly string[]
}

/** One project of the repository; a repository with a single project has exactly one with path ''. */
export interface ProjectReport {
  readonly path: string
  readonly kind: Kind
  readonly kindReason: string
  readonly linesOfCode: number
  /** Lines that owners leave out; they weigh for what is asked of them all the same. */
  readonly excludedLines: number
  readonly score: number | null
  readonly coverage: number
  readonly results: readonly CheckResult[]
  readonly override: OverrideReport | null
}

/** What the owner asks for in `.airworthy.yml`. Exemptions change no verdict and no score; they are shown beside them. */
export interface OverrideReport {
  readonly path: string
  readonly kind: { readonly kind: Kind; readonly line: number } | null
  readonly exclude: readonly { readonly pattern: string; readonly line: number }[]
  /** Python files and lines of code that `exclude` leaves out. */
  readonly excluded: { readonly files: number; readonly lines: number }
  readonly exempt: readonly { readonly id: CharacteristicId; readonly reason: string; readonly line: number }[]
  /** What is not honoured, and why. */
  readonly problems: readonly Evidence[]
}
