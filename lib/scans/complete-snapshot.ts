import 'server-only'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { createGitObjects } from '@/lib/github/objects/git-objects'
import type { ObjectSource } from '@/lib/github/objects/tree-query'
import { listTree, type TreeFile } from '@/lib/github/trees'
import { createCollector } from '@/lib/snapshot/collector'
import { DEFAULT_BOUNDS, type RepoSnapshot } from '@/lib/snapshot/snapshot'
import { wantedFile } from '@/lib/snapshot/wanted'

/** Beyond these the limit stays, and says how much was not read. */
const BOUNDS = { files: 300, bytes: 16 * 1024 * 1024 }

/**
 * Archives leave out what `.gitattributes` marks `export-ignore`, and rewrite `export-subst`, which would let a
 * repository hide code from an audit: then the commit's tree is listed and what is missing or differs is fetched.
 */
export async function completeSnapshot(
  client: GitHubClient,
  source: ObjectSource,
  commit: CommitAtDate,
  snapshot: RepoSnapshot,
  bounds = BOUNDS,
): Promise<RepoSnapshot> {
  if (!mayBeShort(commit, snapshot)) return snapshot
  const tree = await listTree(client, source.owner, source.name, commit.tree)
  const missing = tree.files.filter((file) => differs(file, snapshot))
  const chosen = withinBounds(
    missing.filter(({ path, size }) => wantedFile(path, size) === null),
    bounds,
  )
  const collector = createCollector(DEFAULT_BOUNDS, wantedFile)
  const objects = createGitObjects(client, source)
  await objects.load(chosen.map(({ blob, size }) => ({ oid: blob, size })))
  const fetched = new Set<string>()
  for (const file of chosen) {
    const content = objects.blob(file.blob)
    if (!content || !collector.admit(file.path)) continue
    collector.addFile(file, content, file.blob)
    fetched.add(file.path)
  }
  for (const path of tree.submodules) {
    if (!snapshot.files.has(path) && collector.admit(path)) collector.addSubmodule(path)
  }
  for (const file of missing.filter(({ path }) => !fetched.has(path) && !snapshot.files.has(path))) {
    if (collector.admit(file.path)) {
      collector.addOmitted(file, wantedFile(file.path, file.size) ?? 'export-ignored', file.blob)
    }
  }
  const unread = missing.filter(({ path, size }) => !fetched.has(path) && wantedFile(path, size) === null)
  noteOutcome(collector, fetched.size, unread, tree.isComplete)
  return merge(snapshot, collector.finish(snapshot))
}

/** The attributes may leave themselves out too, which only the commit can tell. */
function mayBeShort({ hasAttributes }: CommitAtDate, { files, limits }: RepoSnapshot): boolean {
  return limits.some(({ kind }) => kind === 'export-ignore') || (hasAttributes === true && !files.has('.gitattributes'))
}

function differs({ path, blob }: TreeFile, { files }: RepoSnapshot): boolean {
  const known = files.get(path)
  return !known || (known.blob !== null && known.blob !== blob)
}

function withinBounds(files: readonly TreeFile[], bounds: typeof BOUNDS): TreeFile[] {
  const chosen: TreeFile[] = []
  let bytes = 0
  for (const file of [...files].sort((a, b) => a.size - b.size)) {
    bytes += file.size
    if (bytes > bounds.bytes || chosen.length >= bounds.files) break
    chosen.push(file)
  }
  return chosen
}

function noteOutcome(
  collector: Pick<ReturnType<typeof createCollector>, 'addLimit'>,
  read: number,
  unread: readonly TreeFile[],
  isComplete: boolean,
): void {
  if (unread.length > 0) {
    const message = `The archive leaves out files (.gitattributes), and ${unread.length} of them were not read.`
    for (const { path } of unread) collector.addLimit('export-ignore', message, path)
  } else if (!isComplete) {
    collector.addLimit(
      'truncated',
      "The list of the commit's files is too long for GitHub, so hidden ones may be unread.",
    )
  } else if (read > 0) {
    const message = `The archive leaves out or rewrites ${read} files (.gitattributes); they were read from git instead.`
    collector.addLimit('export-ignore', message)
  }
}

function merge(snapshot: RepoSnapshot, extra: RepoSnapshot): RepoSnapshot {
  const files = new Map([...snapshot.files, ...extra.files])
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const limits = snapshot.limits.filter(({ kind }) => kind !== 'export-ignore')
  return { ...snapshot, files: new Map(sorted), limits: [...limits, ...extra.limits] }
}
