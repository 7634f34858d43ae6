import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { attempt } from './attempt'
import { createCollector, tooManyEntries } from './collector'
import { addFromDisk, ENTRIES_AT_ONCE } from './disk-file'
import { nulSeparated, runGit } from './git'
import { mayBeInRepository } from './may-be-in-repository'
import { type ReadOptions, withDefaults } from './read-options'
import type { RepoSnapshot } from './snapshot'

/** True for a folder in a git working tree that holds tracked files; a folder that git ignores is a plain folder. */
export async function isWorkingTree(root: string): Promise<boolean> {
  if (!mayBeInRepository(root)) return false
  try {
    const inside = await runInTree(root, ['rev-parse', '--is-inside-work-tree'])
    if (inside.toString('utf8').trim() !== 'true') return false
    const prefix = await runInTree(root, ['rev-parse', '--show-prefix'])
    if (prefix.toString('utf8').trim() === '') return true
    return (await runInTree(root, ['ls-files', '-z', '--cached'])).length > 0
  } catch {
    return false
  }
}

/** Reads a checkout as it lies on disk: tracked files, and untracked ones that git does not ignore. */
export async function readWorkingTree(root: string, options: ReadOptions = {}): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const listing = await runInTree(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const paths = new Set([...nulSeparated(listing)].map((path) => path.replace(/\/$/, '')))
  const isBelowLink = linkFinder(root)
  let entries = 0
  for (const path of paths) {
    options.signal?.throwIfAborted()
    if (collector.full) {
      collector.addLimit('entries', tooManyEntries(bounds))
      break
    }
    if (!isBelowLink(path)) addFromDisk(root, path, collector)
    entries += 1
    options.onProgress?.(entries)
    if (entries % ENTRIES_AT_ONCE === 0) await setImmediate()
  }
  return collector.finish({ commit: null, committedAt: null })
}

/** Files of a repository may look like a bare one, whose settings would count: a working tree has its own beside it. */
function runInTree(root: string, args: readonly string[]): Promise<Buffer> {
  return runGit(root, args, { settings: ['safe.bareRepository=explicit'] })
}

/** Tells whether a link stands where the index knows a folder above a path: what it leads to is not the repository's. */
function linkFinder(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>([['', false]])
  const isBelowLink = (path: string): boolean => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const seen = known.get(folder)
    if (seen !== undefined) return seen
    const answer = isBelowLink(folder) || isLink(join(root, folder))
    known.set(folder, answer)
    return answer
  }
  return isBelowLink
}

/** What can't be looked at is none, and can't be read either. */
function isLink(path: string): boolean {
  return attempt(() => lstatSync(path).isSymbolicLink()) ?? false
}
