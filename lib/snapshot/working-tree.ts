import { createCollector, tooManyEntries } from './collector'
import { addFromDisk } from './disk-file'
import { nulSeparated, runGit } from './git'
import { mayBeInRepository } from './may-be-in-repository'
import { type ReadOptions, withDefaults } from './read-options'
import type { RepoSnapshot } from './snapshot'

/** True for a folder in a git working tree that holds tracked files; a folder that git ignores is a plain folder. */
export async function isWorkingTree(root: string): Promise<boolean> {
  if (!mayBeInRepository(root)) return false
  try {
    const inside = await runGit(root, ['rev-parse', '--is-inside-work-tree'])
    if (inside.toString('utf8').trim() !== 'true') return false
    const prefix = await runGit(root, ['rev-parse', '--show-prefix'])
    if (prefix.toString('utf8').trim() === '') return true
    return (await runGit(root, ['ls-files', '-z', '--cached'])).length > 0
  } catch {
    return false
  }
}

/** Reads a checkout as it lies on disk: tracked files, and untracked ones that git does not ignore. */
export async function readWorkingTree(root: string, options: ReadOptions = {}): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const listing = await runGit(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const paths = new Set([...nulSeparated(listing)].map((path) => path.replace(/\/$/, '')))
  let entries = 0
  for (const path of paths) {
    options.signal?.throwIfAborted()
    if (collector.full) {
      collector.addLimit('entries', tooManyEntries(bounds))
      break
    }
    await addFromDisk(root, path, collector)
    entries += 1
    options.onProgress?.(entries)
  }
  return collector.finish({ commit: null, committedAt: null })
}
