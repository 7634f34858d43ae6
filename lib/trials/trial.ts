import type { Verdict } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'

/** Bounds of what a visitor may have judged. */
export const MOST_FILES = 20
export const MOST_BYTES = 64 * 1024

export interface TrialFile {
  readonly path: string
  readonly text: string
}

/** What one check says of files that a visitor wrote. */
export interface Trial {
  readonly verdict: Verdict
  readonly message: string
  /** At most 50. */
  readonly evidence: readonly Evidence[]
  /** As what the files were judged, e.g. "Web service", and why. */
  readonly kind: string
  readonly kindReason: string
  /** Files of Python that were left out, and why. */
  readonly unparsed: readonly { readonly path: string; readonly reason: string }[]
}

export type TrialAnswer =
  | { readonly ok: true; readonly trial: Trial }
  /** A sentence that says what to do. */
  | { readonly ok: false; readonly error: string }
