import type { CharacteristicId } from '@/lib/checks/rubric'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import type { PackedRecord } from './packed-records'
import type { AuditReport } from './report'

/** What a thread can be asked for. */
export type ThreadTask =
  | { readonly kind: 'analyse'; readonly files: readonly SnapshotFile[] }
  /** The thread empties its own copy of `records`. */
  | {
      readonly kind: 'judge'
      readonly snapshot: RepoSnapshot
      readonly records: Map<string, PackedRecord>
      /** For each check. */
      readonly checkTimeoutMs: number
      readonly leftOut: readonly CharacteristicId[]
    }
  /** Both at once, of a repository so small that its records are not worth keeping; answered as `judge`. */
  | { readonly kind: 'audit'; readonly snapshot: RepoSnapshot }

export interface ThreadRequest {
  readonly id: number
  readonly task: ThreadTask
}

/** A check that threw: our bug, told to the caller. */
export interface CheckFailure {
  readonly id: CharacteristicId
  readonly message: string
  readonly stack: string
}

export type ThreadAnswer =
  | {
      readonly kind: 'analyse'
      readonly records: ReadonlyMap<string, PackedRecord>
      /** Blobs on which the parsers failed; another time they may not. */
      readonly failed: readonly string[]
    }
  | { readonly kind: 'judge'; readonly report: AuditReport; readonly failures: readonly CheckFailure[] }
  /** A check took too long: the snapshot comes back, to be judged without it. */
  | { readonly kind: 'slow'; readonly check: CharacteristicId; readonly snapshot: RepoSnapshot }

export type ThreadReply = {
  readonly id: number
  /** Bytes outside of the JavaScript heap, WebAssembly's memory among them, which only grows. */
  readonly externalBytes: number
  /** The thread was interrupted and must not work on. */
  readonly isSpoilt?: boolean
} & ({ readonly answer: ThreadAnswer } | { readonly error: string })
