import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '@/lib/errors'
import { readDirectory } from '@/lib/snapshot/directory'
import { readCommit } from '@/lib/snapshot/git-commit'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { isWorkingTree, readWorkingTree } from '@/lib/snapshot/working-tree'

export interface Input {
  /** Absolute. */
  readonly path: string
  readonly source: 'commit' | 'working-tree' | 'folder'
  readonly snapshot: RepoSnapshot
}

/** Reads what `airworthy audit` was pointed at; throws AppError when that is no folder or can't be read. */
export async function readInput(
  path: string,
  ref: string | null,
  onProgress: (entries: number) => void,
): Promise<Input> {
  const absolute = await folder(path)
  const options = { onProgress }
  if (ref !== null) return { path: absolute, source: 'commit', snapshot: await readCommit(absolute, ref, options) }
  if (await isWorkingTree(absolute)) {
    return { path: absolute, source: 'working-tree', snapshot: await readWorkingTree(absolute, options) }
  }
  try {
    return { path: absolute, source: 'folder', snapshot: await readDirectory(absolute, options) }
  } catch (error) {
    throw new AppError('unreadable', `${absolute} can't be read.`, { cause: error })
  }
}

async function folder(path: string): Promise<string> {
  const absolute = resolve(path)
  const found = await stat(absolute).catch(() => null)
  if (!found) throw new AppError('unreadable', `There is no folder ${absolute}.`)
  if (!found.isDirectory()) throw new AppError('unreadable', `${absolute} is not a folder.`)
  return realpath(absolute)
}
