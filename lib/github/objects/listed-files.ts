import type { GitObjects } from './git-objects'
import type { TreeEntry } from './tree-query'

export interface ListedFile {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  readonly executable: boolean
  readonly oid: string
  readonly size: number
}

export interface Listing {
  readonly files: readonly ListedFile[]
  /** Folders whose entries are not known, and folders beyond the bounds. */
  readonly unlisted: readonly string[]
}

const MOST_FILES = 1_000_000
const MOST_UNLISTED = 1000

/**
 * The files of a tree by path, those near the root first, from what a reader has listed. Few trees can name any number
 * of files, so it ends at a bound.
 */
export function listFiles(objects: Pick<GitObjects, 'tree'>, root: string, maxDepth = 64): Listing {
  const files: ListedFile[] = []
  const unlisted: string[] = []
  let level = [{ folder: '', oid: root }]
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: typeof level = []
    for (const { folder, oid } of level) {
      const entries = depth < maxDepth && files.length < MOST_FILES ? objects.tree(oid) : undefined
      if (!entries && unlisted.length < MOST_UNLISTED) unlisted.push(folder)
      for (const entry of entries ?? []) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.type === 'tree') next.push({ folder: path, oid: entry.oid })
        else files.push(toFile(path, entry))
      }
    }
    level = next.slice(0, MOST_FILES)
  }
  return { files, unlisted }
}

function toFile(path: string, { type, mode, oid, size }: TreeEntry): ListedFile {
  if (type === 'commit') return { path, kind: 'submodule', executable: false, oid, size: 0 }
  const kind = (mode & 0o170000) === 0o120000 ? 'symlink' : 'file'
  return { path, kind, executable: kind === 'file' && (mode & 0o100) !== 0, oid, size }
}
