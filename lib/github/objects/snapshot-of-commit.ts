import 'server-only'
import { type Collector, createCollector } from '@/lib/snapshot/collector'
import { isReadFirst, readingOrder } from '@/lib/snapshot/reading-order'
import { DEFAULT_BOUNDS, type RepoSnapshot, type SnapshotBounds } from '@/lib/snapshot/snapshot'
import { type Wanted, wantedFile } from '@/lib/snapshot/wanted'
import type { GitHubClient } from '../client'
import type { BlobRef } from './blob-query'
import { createGitObjects, type GitObjects } from './git-objects'
import { type ListedFile, type Listing, listFiles } from './listed-files'
import { noteUnread } from './note-unread'
import type { ObjectSource } from './tree-query'

export interface CommitToRead {
  readonly commit: string
  /** Id of its root tree. */
  readonly tree: string
  readonly committedAt: Date
}

export interface SnapshotOptions {
  /** A reader that knows other commits of this repository, so that what they share is not asked for again. */
  readonly objects?: GitObjects
  readonly bounds?: SnapshotBounds
  readonly wanted?: Wanted
  /** Files that are read at most, those of `readingOrder` first; unless told, all that an archive is read for. */
  readonly maxFiles?: number
  /** Files that will be read next and may fill an answer that has room. */
  readonly likely?: readonly BlobRef[]
}

/** So much of a commit is held twice while it moves into the snapshot. */
const PART_BYTES = 32 * 1024 * 1024

/**
 * The files of one commit, read from git's objects and not from an archive: `export-ignore` and `export-subst` hide and
 * change nothing. Costs one request and one point for each few levels of folders and each 100 files or 2 MB. What is
 * beyond the bounds is left out and said as a limit. Throws AppError when GitHub does not answer.
 */
export async function snapshotOfCommit(
  client: GitHubClient,
  source: ObjectSource,
  commit: CommitToRead,
  options: SnapshotOptions = {},
): Promise<RepoSnapshot> {
  const objects = options.objects ?? createGitObjects(client, source)
  await objects.list([commit.tree])
  const { bounds = DEFAULT_BOUNDS, wanted = wantedFile, maxFiles = bounds.maxEntries, likely } = options
  const collector = createCollector(bounds, wanted)
  const listing = listFiles(objects, commit.tree, bounds.maxDepth)
  const candidates = inOrder(listing.files.filter(isCandidate(bounds, wanted)))
  const chosen = withinBounds(candidates, bounds.maxTotalBytes, maxFiles)
  await readInto(collector, objects, chosen, likely)
  const read = new Set(chosen.map(({ path }) => path))
  noteUnread(collector, candidates, read, listing.unlisted)
  for (const file of [...candidates, ...listing.files]) {
    if (read.has(file.path)) continue
    read.add(file.path)
    if (collector.full) {
      const message = `Only ${bounds.maxEntries.toLocaleString('en-GB')} files were listed: the repository has more.`
      collector.addLimit(candidates.includes(file) && isReadFirst(file.path) ? 'entries' : 'unread', message)
      break
    }
    addUnread(collector, file, wanted)
  }
  return collector.finish({ commit: commit.commit, committedAt: commit.committedAt.toISOString() })
}

/** The blobs whose bytes a snapshot of this listing asks for. */
export function wantedBlobs({ files }: Listing, bounds = DEFAULT_BOUNDS, wanted: Wanted = wantedFile): BlobRef[] {
  return files.filter(isCandidate(bounds, wanted)).map(({ oid, size }) => ({ oid, size }))
}

function isCandidate(bounds: SnapshotBounds, wanted: Wanted): (file: ListedFile) => boolean {
  return ({ kind, path, size }) =>
    kind === 'symlink' ? size <= bounds.maxPathLength : kind === 'file' && wanted(path, size) === null
}

function inOrder(files: readonly ListedFile[]): ListedFile[] {
  return files
    .map((file) => ({ file, order: readingOrder(file.path) }))
    .sort((a, b) => a.order - b.order || a.file.size - b.file.size)
    .map(({ file }) => file)
}

function withinBounds(files: readonly ListedFile[], maxBytes: number, maxFiles: number): ListedFile[] {
  let bytes = 0
  return files.slice(0, maxFiles).filter(({ size }) => {
    if (bytes + size > maxBytes) return false
    bytes += size
    return true
  })
}

async function readInto(
  collector: Collector,
  objects: GitObjects,
  files: readonly ListedFile[],
  likely: readonly BlobRef[] = [],
): Promise<void> {
  for (const part of inParts(files)) {
    await objects.load(part, likely)
    for (const file of part) if (collector.admit(file.path)) addRead(collector, file, objects.blob(file.oid))
  }
}

function addRead(collector: Collector, file: ListedFile, content: Uint8Array | undefined): void {
  if (file.kind === 'symlink') {
    collector.addSymlink(file.path, new TextDecoder().decode(content ?? new Uint8Array()), file.oid)
  } else if (content) {
    collector.addFile(file, content, file.oid)
  } else {
    collector.addLimit('unread', 'Files that GitHub did not give were not read.', file.path)
    collector.addOmitted(file, 'unread', file.oid)
  }
}

function addUnread(collector: Collector, file: ListedFile, wanted: Wanted): void {
  if (!collector.admit(file.path)) return
  if (file.kind === 'submodule') collector.addSubmodule(file.path)
  else if (file.kind === 'symlink') collector.addSymlink(file.path, '', file.oid)
  else if (wanted(file.path, file.size) === null) collector.addOmitted(file, 'unread', file.oid)
  else collector.addOmitted(file, collector.omission(file.path, file.size) ?? 'unwanted', file.oid)
}

function inParts(files: readonly ListedFile[]): ListedFile[][] {
  const parts: ListedFile[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    if (bytes + file.size > PART_BYTES) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push(file)
    bytes += file.size
  }
  return parts
}
