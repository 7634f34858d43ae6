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

/** Files and folders. */
const MOST_ENTRIES = 1_000_000
/** Characters of all their paths. */
const MOST_CHARACTERS = 64 * 1024 * 1024
const MOST_UNLISTED = 1000

/**
 * The files of a tree by path, those near the root first, from what a reader has listed. Few trees can name any number
 * of files and folders, under paths of any length, so it ends at bounds.
 */
export function listFiles(objects: Pick<GitObjects, 'tree'>, root: string, maxDepth = 64): Listing {
  const files: ListedFile[] = []
  const unlisted: string[] = []
  let entriesLeft = MOST_ENTRIES
  let charactersLeft = MOST_CHARACTERS
  let level = [{ folder: '', oid: root }]
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: typeof level = []
    for (const { folder, oid } of level) {
      const hasRoom = depth < maxDepth && entriesLeft > 0 && charactersLeft > 0
      const entries = hasRoom ? objects.tree(oid) : undefined
      const fit = entries?.slice(0, entriesLeft) ?? []
      for (const entry of fit) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        charactersLeft -= path.length
        if (entry.type === 'tree') next.push({ folder: path, oid: entry.oid })
        else files.push(toFile(path, entry))
      }
      entriesLeft -= fit.length
      const isWhole = entries !== undefined && fit.length === entries.length
      if (!isWhole && unlisted.length < MOST_UNLISTED) unlisted.push(folder)
    }
    level = next
  }
  return { files, unlisted }
}

function toFile(path: string, { type, mode, oid, size }: TreeEntry): ListedFile {
  if (type === 'commit') return { path, kind: 'submodule', executable: false, oid, size: 0 }
  const kind = (mode & 0o170000) === 0o120000 ? 'symlink' : 'file'
  return { path, kind, executable: kind === 'file' && (mode & 0o100) !== 0, oid, size }
}
