import { createHash, type Hash } from 'node:crypto'
import type { RepoSnapshot, SnapshotFile } from './snapshot'

/** A snapshot made of text in memory: examples, tests, the documentation's runnable examples. */
export function virtualSnapshot(
  files: Readonly<Record<string, string | Uint8Array>>,
  commit: { readonly commit?: string; readonly committedAt?: string } = {},
): RepoSnapshot {
  const entries = Object.entries(files)
    .map(([path, text]) => virtualFile(path, typeof text === 'string' ? new TextEncoder().encode(text) : text))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    commit: commit.commit ?? null,
    committedAt: commit.committedAt ?? null,
    files: new Map(entries.map((file) => [file.path, file])),
    limits: [],
  }
}

function virtualFile(path: string, content: Uint8Array): SnapshotFile {
  return { path, kind: 'file', executable: false, size: content.length, blob: gitBlobId(content), content }
}

/** Git's id of a blob with this content. */
export function gitBlobId(content: Uint8Array): string {
  return blobHash(content.length).update(content).digest('hex')
}

/** A hash that gives git's id of a blob of so many bytes once they were put in. */
export function blobHash(size: number): Hash {
  return createHash('sha1').update(`blob ${size}\0`)
}
