/** One entry of a commit's tree as the audit sees it. Paths are relative, with forward slashes, never starting with `./`. */
export interface SnapshotFile {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  readonly executable: boolean
  /** Bytes in the repository, also when the content was left out. */
  readonly size: number
  /** Git's blob id (SHA-1 of `blob <size>\0<content>`, a symlink's of its target); null where nobody told it. */
  readonly blob: string | null
  /** Bytes of the file; null when left out (see `omitted`), for symlinks and for submodules. */
  readonly content: Uint8Array | null
  /** Target of a symlink as written. Never followed outside the repository. */
  readonly target?: string
  readonly omitted?: OmitReason
}

/** Why a file's bytes are not there: `unwanted` files are of no interest to any fact, the others lower coverage. */
export type OmitReason = 'unwanted' | 'too-large' | 'total-limit' | 'lfs-pointer' | 'export-ignored' | 'unread'

/** A bound that was hit while reading; verdicts that depend on what is missing become `unknown` and quote `message`. */
export interface SnapshotLimit {
  readonly kind:
    | 'entries'
    | 'total-bytes'
    | 'file-bytes'
    | 'path'
    | 'nesting'
    | 'export-ignore'
    | 'truncated'
    | 'unread'
    | 'unlisted'
    | 'lfs-pointer'
    | 'submodule'
    | 'pipelines'
  readonly message: string
  readonly paths: readonly string[]
}

/** The files of one commit (or of one folder), fully in memory within bounds. */
export interface RepoSnapshot {
  /** Full commit id, or null for a plain folder or a working tree. */
  readonly commit: string | null
  /** ISO 8601; null for a plain folder. The core has no clock: this is the only time it knows. */
  readonly committedAt: string | null
  /** Sorted by path. */
  readonly files: ReadonlyMap<string, SnapshotFile>
  readonly limits: readonly SnapshotLimit[]
}

/** Bounds of every reader. */
export interface SnapshotBounds {
  readonly maxEntries: number
  readonly maxTotalBytes: number
  readonly maxFileBytes: number
  readonly maxPathLength: number
  readonly maxDepth: number
}

export const DEFAULT_BOUNDS: SnapshotBounds = {
  maxEntries: 100_000,
  maxTotalBytes: 256 * 1024 * 1024,
  maxFileBytes: 2 * 1024 * 1024,
  maxPathLength: 1024,
  maxDepth: 64,
}
