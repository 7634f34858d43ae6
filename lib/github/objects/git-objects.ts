import 'server-only'
import { AppError } from '@/lib/errors'
import { gitBlobId } from '@/lib/snapshot/virtual'
import type { GitHubClient } from '../client'
import { fetchBlob } from '../trees'
import { type BlobRef, queryBlobs } from './blob-query'
import { inBatches, isUnavailable } from './in-batches'
import { type ObjectSource, queryTrees, type TreeEntry, type Trees } from './tree-query'

/** Bounds of what one reader asks for and keeps. */
export interface ObjectBounds {
  /** Entries of all trees that are kept. */
  readonly maxEntries: number
  readonly maxTrees: number
  readonly maxDepth: number
  /** Bytes of blobs that are kept for the next commit. */
  readonly keptBytes: number
  /** Blobs asked for one by one, because their text is no UTF-8 or too long for GraphQL. */
  readonly maxSingleBlobs: number
  /** Folders of these names are not listed. */
  readonly isSkipped?: (name: string) => boolean
}

export const OBJECT_BOUNDS: ObjectBounds = {
  maxEntries: 500_000,
  maxTrees: 10_000,
  maxDepth: 64,
  keptBytes: 64 * 1024 * 1024,
  maxSingleBlobs: 200,
}

/** GitHub shortens longer texts. */
const LONGEST_TEXT = 500_000
/** Of text in one answer for each file that may be asked for together: 2 MB at first, 4 MB once that has gone well. */
const BYTES_PER_FILE = 10 * 1024
const TREE_BATCH = { first: 100, most: 100 }
const BLOB_BATCH = { first: 200, most: 400, howMany: fitAnswer, leavesOut: true }

/** Git objects of one repository, each asked for once for as long as the reader lives. */
export interface GitObjects {
  /**
   * Lists trees with all folders below them, level by level together, so that what they share is listed once. Stops at
   * `mayGoOn` or at the bounds, and then leaves folders without entries. Throws AppError when GitHub does not answer.
   */
  list(roots: readonly string[], mayGoOn?: (unlisted: number) => boolean): Promise<void>
  /** Entries of a tree that was listed. */
  tree(oid: string): readonly TreeEntry[] | undefined
  /** Takes over trees that are known from elsewhere. */
  learnTrees(trees: Trees): void
  /** Takes over the bytes of a blob that are known from elsewhere; a copy is kept. */
  learnBlob(oid: string, content: Uint8Array): void
  /** Asks for the blobs that are not kept; `likely` fill the last batch, for what is read next. */
  load(blobs: readonly BlobRef[], likely?: readonly BlobRef[]): Promise<void>
  /** A copy of the bytes, or undefined when they could not be read. */
  blob(oid: string): Uint8Array | undefined
  isKept(oid: string): boolean
}

export function createGitObjects(
  client: GitHubClient,
  source: ObjectSource,
  bounds: ObjectBounds = OBJECT_BOUNDS,
): GitObjects {
  const trees = new Map<string, readonly TreeEntry[]>()
  const blobs = new Map<string, Uint8Array>([[gitBlobId(new Uint8Array()), new Uint8Array()]])
  let entryCount = 0
  let keptBytes = 0
  let singleBlobs = 0
  // Half a list of a commit that could be read whole would be judged as if that was all.
  const leavesOut = bounds.isSkipped !== undefined
  let mostLevels = 3
  let blobsAtOnce = BLOB_BATCH.first

  const learnTree = (oid: string, entries: readonly TreeEntry[]): void => {
    if (trees.has(oid)) return
    trees.set(oid, entries)
    entryCount += entries.length
  }

  const askTrees = async (oids: readonly string[]): Promise<Trees> => {
    const levels = Math.min(levelsFor(oids.length), mostLevels)
    try {
      return await queryTrees(client, source, oids, levels)
    } catch (error) {
      // What lies below may have been too much for one answer.
      if (levels === 1 || !isUnavailable(error)) throw error
      mostLevels = 1
      return queryTrees(client, source, oids, 1)
    }
  }

  const keep = (oid: string, content: Uint8Array): void => {
    if (blobs.has(oid)) return
    blobs.set(oid, content)
    keptBytes += content.length
  }

  /** Forgets what was read first until the rest fits, but nothing of what is needed now. */
  const forget = (needed: ReadonlySet<string>): void => {
    for (const [oid, content] of blobs) {
      if (keptBytes <= bounds.keptBytes) return
      if (needed.has(oid)) continue
      blobs.delete(oid)
      keptBytes -= content.length
    }
  }

  const loadSingly = async (oids: readonly string[]): Promise<void> => {
    for (const oid of oids) {
      if (singleBlobs >= bounds.maxSingleBlobs) return
      singleBlobs += 1
      try {
        const content = await fetchBlob(client, source.owner, source.name, oid)
        if (gitBlobId(content) === oid) keep(oid, content)
      } catch (error) {
        // One file that GitHub can't give is a limit of the snapshot; an outage or a missing permission is more.
        if (!(error instanceof AppError) || !['not-found', 'unreadable'].includes(error.code)) throw error
      }
    }
  }

  return {
    async list(roots, mayGoOn = () => true) {
      let level = [...new Set(roots)]
      for (let depth = 0; level.length > 0 && depth < bounds.maxDepth; depth += 1) {
        const unlisted = level.filter((oid) => !trees.has(oid))
        const room = Math.min(unlisted.length, bounds.maxTrees - trees.size)
        if (room > 0 && entryCount < bounds.maxEntries && mayGoOn(unlisted.length)) {
          await inBatches(unlisted.slice(0, room), { ...TREE_BATCH, leavesOut }, async (batch) => {
            const left = batch.filter((oid) => !trees.has(oid))
            if (left.length === 0 || entryCount >= bounds.maxEntries) return
            for (const [oid, entries] of await askTrees(left)) learnTree(oid, entries)
          })
        }
        level = foldersOf(level, trees, bounds.isSkipped)
      }
    },
    tree: (oid) => trees.get(oid),
    learnTrees(known) {
      for (const [oid, entries] of known) learnTree(oid, entries)
    },
    learnBlob: (oid, content) => keep(oid, content.slice()),
    async load(wanted, likely = []) {
      const needed = new Set(wanted.map(({ oid }) => oid))
      forget(needed)
      const missing = distinct(wanted).filter(({ oid }) => !blobs.has(oid))
      const texts = missing.filter(({ size }) => size <= LONGEST_TEXT)
      const extra = distinct(likely).filter(
        ({ oid, size }) => size <= LONGEST_TEXT && !blobs.has(oid) && !needed.has(oid),
      )
      let answered = 0
      const sizes = { ...BLOB_BATCH, first: blobsAtOnce }
      blobsAtOnce = await inBatches([...texts, ...extra], sizes, async (batch) => {
        if (answered >= texts.length) return
        for (const [oid, content] of await queryBlobs(client, source, batch)) keep(oid, content)
        answered += batch.length
      })
      await loadSingly(missing.map(({ oid }) => oid).filter((oid) => !blobs.has(oid)))
    },
    blob: (oid) => blobs.get(oid)?.slice(),
    isKept: (oid) => blobs.has(oid),
  }
}

/** How many queries ask for so many trees. */
export function countTreeQueries(trees: number): number {
  return Math.ceil(trees / TREE_BATCH.most)
}

/** How many queries ask for these blobs, as long as GitHub answers each. */
export function countQueries(blobs: readonly BlobRef[]): number {
  const left = distinct(blobs).filter(({ size }) => size > 0 && size <= LONGEST_TEXT)
  let largest = BLOB_BATCH.first
  let queries = 0
  for (let start = 0; start < left.length; queries += 1) {
    start += Math.max(1, fitAnswer(left.slice(start, start + largest), largest))
    largest = Math.min(BLOB_BATCH.most, largest * 2)
  }
  return queries + distinct(blobs).filter(({ size }) => size > LONGEST_TEXT).length
}

/** How many of these blobs one answer may hold. */
function fitAnswer(blobs: readonly BlobRef[], largest: number): number {
  let bytes = 0
  const over = blobs.findIndex(({ size }) => {
    bytes += size
    return bytes > largest * BYTES_PER_FILE
  })
  return over === -1 ? blobs.length : over
}

/** Few trees are asked for with what lies below them, which saves a question for each level. */
function levelsFor(trees: number): number {
  if (trees <= 60) return 3
  return trees <= 100 ? 2 : 1
}

function foldersOf(oids: readonly string[], trees: Trees, isSkipped: ObjectBounds['isSkipped']): string[] {
  const folders = new Set<string>()
  for (const oid of oids) {
    for (const { type, name, oid: child } of trees.get(oid) ?? []) {
      if (type === 'tree' && !isSkipped?.(name)) folders.add(child)
    }
  }
  return [...folders]
}

function distinct(blobs: readonly BlobRef[]): BlobRef[] {
  return [...new Map(blobs.map((blob) => [blob.oid, blob])).values()]
}
