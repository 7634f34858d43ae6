import { createHash } from 'node:crypto'
import type { SnapshotFile } from './snapshot'

type Leaf = Pick<SnapshotFile, 'path' | 'kind' | 'executable' | 'blob'>

interface Folder {
  readonly folders: Map<string, Folder>
  readonly leaves: Map<string, Leaf>
}

/**
 * Git's id of the tree that holds exactly these entries, which proves that nothing is missing and every byte is as it
 * was committed. Null when the id of one entry is not known: a submodule's, or that of bytes that were never seen.
 */
export function treeIdOf(entries: Iterable<Leaf>): string | null {
  const root: Folder = { folders: new Map(), leaves: new Map() }
  for (const leaf of entries) {
    if (leaf.blob === null || leaf.kind === 'submodule') return null
    const parts = leaf.path.split('/')
    const name = parts.pop() ?? ''
    let folder = root
    for (const part of parts) folder = below(folder, part)
    folder.leaves.set(name, leaf)
  }
  return idOf(root)
}

function below({ folders }: Folder, name: string): Folder {
  const known = folders.get(name)
  if (known) return known
  const made: Folder = { folders: new Map(), leaves: new Map() }
  folders.set(name, made)
  return made
}

function idOf({ folders, leaves }: Folder): string {
  const rows = [
    ...[...folders].map(([name, folder]) => row(name, '40000', idOf(folder), '/')),
    ...[...leaves].map(([name, leaf]) => row(name, modeOf(leaf), leaf.blob ?? '', '')),
  ].sort((a, b) => Buffer.compare(a.order, b.order))
  const body = Buffer.concat(rows.map(({ bytes }) => bytes))
  return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest('hex')
}

/** Git sorts folders as if their names ended with a slash. */
function row(name: string, mode: string, id: string, end: string) {
  return {
    order: Buffer.from(`${name}${end}`),
    bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
  }
}

function modeOf({ kind, executable }: Leaf): string {
  if (kind === 'symlink') return '120000'
  return executable ? '100755' : '100644'
}
