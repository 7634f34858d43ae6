import 'server-only'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { createGitObjects, type GitObjects } from '@/lib/github/objects/git-objects'
import { type ListedFile, listFiles } from '@/lib/github/objects/listed-files'
import type { ObjectSource } from '@/lib/github/objects/tree-query'
import { listTrees } from '@/lib/github/trees'
import { type Collector, createCollector } from '@/lib/snapshot/collector'
import { DEFAULT_BOUNDS, type RepoSnapshot, type SnapshotFile } from '@/lib/snapshot/snapshot'
import { treeIdOf } from '@/lib/snapshot/tree-id'
import { wantedFile } from '@/lib/snapshot/wanted'

/** Beyond these files stay unread, which is said with their number. */
const BOUNDS = { files: 3000, bytes: 32 * 1024 * 1024 }

/**
 * The commit as git has it. By `.gitattributes` (`export-ignore`, `export-subst`, `eol`, `ident`, filters) an archive
 * leaves files out and rewrites others, by which a repository could hide code from an audit: unless the archive's files
 * add up to the id of the commit's tree, the tree is listed, and what is missing or differs is read from git. Null when
 * the list is too long for GitHub, so that it can't be told what is missing.
 */
export async function completeSnapshot(
  client: GitHubClient,
  source: ObjectSource,
  commit: CommitAtDate,
  snapshot: RepoSnapshot,
  bounds = BOUNDS,
): Promise<RepoSnapshot | null> {
  if (treeIdOf(snapshot.files.values()) === commit.tree) return snapshot
  const trees = await listTrees(client, source.owner, source.name, commit.tree)
  if (!trees) return null
  const { files } = listFiles({ tree: (oid) => trees.get(oid) }, commit.tree)
  const chosen = withinBounds(files.filter(isToRead(snapshot)), bounds)
  const objects = createGitObjects(client, source)
  await objects.load(chosen)
  const collector = createCollector(DEFAULT_BOUNDS, wantedFile)
  let fetched = 0
  const unread: string[] = []
  for (const file of files) {
    if (!collector.admit(file.path)) continue
    const kept = keptFile(snapshot, file)
    const outcome = kept ? keep(collector, file, kept) : addFromGit(collector, file, objects)
    if (outcome === 'fetched') fetched += 1
    if (outcome === 'unread') unread.push(file.path)
  }
  noteOutcome(collector, fetched, unread)
  return collector.finish(snapshot)
}

/** The entry of the archive when it is the committed one, whose mode alone may differ. */
function keptFile({ files }: RepoSnapshot, { path, kind, oid }: ListedFile): SnapshotFile | null {
  const known = files.get(path)
  return known?.kind === kind && known.blob === oid ? known : null
}

function isToRead(snapshot: RepoSnapshot): (file: ListedFile) => boolean {
  return (file) => {
    if (file.kind === 'submodule' || keptFile(snapshot, file)) return false
    return file.kind === 'symlink'
      ? file.size <= DEFAULT_BOUNDS.maxPathLength
      : wantedFile(file.path, file.size) === null
  }
}

function withinBounds(files: readonly ListedFile[], bounds: typeof BOUNDS): { oid: string; size: number }[] {
  let bytes = 0
  return [...files]
    .sort((a, b) => a.size - b.size)
    .slice(0, bounds.files)
    .filter(({ size }) => {
      bytes += size
      return bytes <= bounds.bytes
    })
}

type Outcome = 'kept' | 'fetched' | 'unread'

function keep(collector: Collector, file: ListedFile, { content, target, omitted }: SnapshotFile): Outcome {
  if (file.kind === 'symlink') collector.addSymlink(file.path, target ?? '', file.oid)
  else if (content) collector.addFile(file, content, file.oid)
  else if (omitted === 'lfs-pointer') collector.addPointer(file, file.oid)
  else collector.addOmitted(file, collector.omission(file.path, file.size) ?? 'unwanted', file.oid)
  return 'kept'
}

function addFromGit(collector: Collector, file: ListedFile, objects: Pick<GitObjects, 'blob'>): Outcome {
  const { path, kind, size, oid } = file
  if (kind === 'submodule') {
    collector.addSubmodule(path)
    return 'kept'
  }
  const content = objects.blob(oid)
  if (kind === 'symlink') {
    collector.addSymlink(path, new TextDecoder().decode(content ?? new Uint8Array()), oid)
    if (content) return 'fetched'
    return size > DEFAULT_BOUNDS.maxPathLength ? 'kept' : 'unread'
  }
  const reason = collector.omission(path, size)
  if (content && !reason) collector.addFile(file, content, oid)
  else collector.addOmitted(file, reason ?? 'export-ignored', oid)
  if (reason) return 'kept'
  return content ? 'fetched' : 'unread'
}

function noteOutcome(collector: Pick<Collector, 'addLimit'>, fetched: number, unread: readonly string[]): void {
  const count = (files: number) => files.toLocaleString('en-GB')
  if (unread.length > 0) {
    const were = unread.length === 1 ? 'one of them was' : `${count(unread.length)} of them were`
    const message = `The archive lacks or changes files because of .gitattributes, and ${were} not read.`
    for (const path of unread) collector.addLimit('export-ignore', message, path)
  } else if (fetched > 0) {
    const files = fetched === 1 ? 'one file' : `${count(fetched)} files`
    const were = fetched === 1 ? 'it was' : 'they were'
    const message = `The archive lacks or changes ${files} because of .gitattributes; ${were} read from git instead.`
    collector.addLimit('export-ignore', message)
  }
}
