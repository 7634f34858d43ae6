import { AppError } from '@/lib/errors'
import { createCollector } from './collector'
import { nulSeparated, runGit } from './git'
import { readBlobs } from './git-blobs'
import { type ReadOptions, withDefaults } from './read-options'
import type { RepoSnapshot } from './snapshot'

interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly id: string
  readonly size: number
  readonly path: string
}

/** Reads one commit from git's objects (also of a bare repository); nothing is checked out. */
export async function readCommit(root: string, ref: string, options: ReadOptions = {}): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const commit = await resolveCommit(root, ref)
  const committedAt = commitTime(await runGit(root, ['cat-file', 'commit', commit]))
  const pending: TreeEntry[] = []
  const links: TreeEntry[] = []
  for (const line of nulSeparated(await runGit(root, ['ls-tree', '-r', '-z', '--long', commit]))) {
    const entry = parseEntry(line)
    if (!entry || !collector.admit(entry.path)) continue
    if (entry.type === 'commit') collector.addSubmodule(entry.path)
    else if (entry.mode === '120000') {
      collector.addSymlink(entry.path, '', entry.id)
      if (entry.size <= bounds.maxPathLength) links.push(entry)
    } else {
      const reason = collector.omission(entry.path, entry.size)
      const info = { path: entry.path, size: entry.size, executable: entry.mode === '100755' }
      if (reason) collector.addOmitted(info, reason, entry.id)
      else {
        // Held as omitted until its bytes are there, so that a path counts once.
        collector.addOmitted(info, 'total-limit', entry.id)
        pending.push(entry)
      }
    }
  }
  let entries = 0
  const byId = groupById([...pending, ...links])
  await readBlobs(root, [...byId.keys()], (id, content) => {
    for (const entry of byId.get(id) ?? []) {
      entries += 1
      options.onProgress?.(entries)
      const { path } = entry
      if (!content) collector.addLimit('truncated', 'Objects that are missing from the repository were not read.', path)
      else if (entry.mode === '120000') collector.addSymlink(path, Buffer.from(content).toString('utf8'), id)
      else if (collector.omission(path, content.length) === null) {
        collector.addFile({ path, size: content.length, executable: entry.mode === '100755' }, content, id)
      }
    }
  })
  return collector.finish({ commit, committedAt })
}

async function resolveCommit(root: string, ref: string): Promise<string> {
  if (ref === '' || ref.startsWith('-')) throw new AppError('invalid-input', `${JSON.stringify(ref)} is no commit.`)
  try {
    const output = await runGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
    return output.toString('utf8').trim()
  } catch (error) {
    throw new AppError('invalid-input', `The repository has no commit ${JSON.stringify(ref)}.`, { cause: error })
  }
}

/** Committer date of a raw commit object, as ISO 8601 in UTC. */
function commitTime(raw: Buffer): string | null {
  const seconds = /^committer [^\n]* (\d{1,12}) [+-]\d{4}$/m.exec(raw.toString('latin1').split('\n\n', 1)[0] ?? '')?.[1]
  return seconds ? new Date(Number(seconds) * 1000).toISOString() : null
}

/** `100644 blob <id>    <size>\t<path>`. */
function parseEntry(line: string): TreeEntry | null {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', id = '', size = ''] = line.slice(0, tab).split(/ +/)
  return tab === -1 ? null : { mode, type, id, size: Number(size) || 0, path: line.slice(tab + 1) }
}

function groupById(entries: readonly TreeEntry[]): Map<string, TreeEntry[]> {
  const byId = new Map<string, TreeEntry[]>()
  for (const entry of entries) {
    const same = byId.get(entry.id)
    if (same) same.push(entry)
    else byId.set(entry.id, [entry])
  }
  return byId
}
