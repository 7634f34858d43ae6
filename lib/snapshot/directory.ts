import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createCollector, tooManyEntries } from './collector'
import { addFromDisk, ENTRIES_AT_ONCE } from './disk-file'
import { type ReadOptions, withDefaults } from './read-options'
import type { RepoSnapshot } from './snapshot'

/** Reads a plain folder: every file counts, but git's own. Throws what the file system throws for the folder itself. */
export async function readDirectory(root: string, options: ReadOptions = {}): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const folders = ['']
  let entries = 0
  let seen = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    options.signal?.throwIfAborted()
    seen += 1
    // Folders count too, of which the collector does not know.
    if (collector.full || seen > bounds.maxEntries) {
      collector.addLimit('entries', tooManyEntries(bounds))
      break
    }
    const listing = await listFolder(join(root, folder), bounds.maxEntries).catch((error: unknown) => {
      if (folder === '') throw error
      return null
    })
    if (!listing) {
      collector.addLimit('truncated', 'Folders that could not be opened were left out.', folder)
      continue
    }
    for (const { name, isFolder } of listing) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (name === '.git') continue
      if (isFolder) {
        if (path.split('/').length < bounds.maxDepth) folders.push(path)
        else collector.addLimit('nesting', `Folders over ${bounds.maxDepth} deep were left out.`, path)
        continue
      }
      addFromDisk(root, path, collector)
      entries += 1
      options.onProgress?.(entries)
      if (entries % ENTRIES_AT_ONCE === 0) await setImmediate()
    }
  }
  return collector.finish({ commit: null, committedAt: null })
}

async function listFolder(absolute: string, limit: number): Promise<{ name: string; isFolder: boolean }[]> {
  const found: { name: string; isFolder: boolean }[] = []
  const folder = await opendir(absolute)
  for await (const entry of folder) {
    found.push({ name: entry.name, isFolder: entry.isDirectory() })
    if (found.length > limit) break
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}
