import 'server-only'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import type { BlobRef } from '@/lib/github/objects/blob-query'
import { countQueries, countTreeQueries, createGitObjects, type GitObjects } from '@/lib/github/objects/git-objects'
import { isUnavailable } from '@/lib/github/objects/in-batches'
import { listFiles } from '@/lib/github/objects/listed-files'
import { wantedBlobs } from '@/lib/github/objects/snapshot-of-commit'
import type { Trees } from '@/lib/github/objects/tree-query'
import type { AuditTools } from './audit-tools'
import { type Judge, judgeArchive, judgeObjects } from './judge-commit'
import { learnSnapshot } from './learn-archive'

/** A commit with more text than this is read as a stream, so that a job never holds it twice. */
const MOST_TEXT = 64 * 1024 * 1024

/**
 * How several commits of one repository are read for the least: by git's objects, of which commits share most; with the
 * archive of the first for what it holds, or by an archive of each where they differ too much. A request counts one, and
 * so does a point: an archive is two requests, a query a request and a point.
 */
export async function planHistory(
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  commits: readonly CommitAtDate[],
  known: Trees,
): Promise<Judge> {
  const byArchive: Judge = (at) => judgeArchive(tools, client, repository, at)
  const objects = createGitObjects(client, repository)
  objects.learnTrees(known)
  const blobs = await listBlobs(client, objects, commits)
  const [first, ...others] = blobs ?? []
  if (!blobs || !first) return byArchive
  const archives = commits.length
  const all = countQueries(blobs.flat())
  const ofFirst = new Set(first.map(({ oid }) => oid))
  const beside = countQueries(others.flat().filter(({ oid }) => !ofFirst.has(oid))) + 1
  if (Math.min(all, beside) > archives) return byArchive
  const firstCommit = commits[0]?.commit
  return (at) => {
    if (beside < all && at.commit === firstCommit) {
      return judgeArchive(tools, client, repository, at, (snapshot) => learnSnapshot(objects, snapshot))
    }
    const index = commits.findIndex(({ commit }) => commit === at.commit)
    return judgeObjects(tools, client, repository, at, objects, blobs.slice(index + 1).flat())
  }
}

/** The blobs that each commit asks for; null when finding out costs more than half of the archives, or GitHub won't say. */
async function listBlobs(
  client: GitHubClient,
  objects: GitObjects,
  commits: readonly CommitAtDate[],
): Promise<readonly (readonly BlobRef[])[] | null> {
  const before = client.usage.requests
  const most = Math.max(2, commits.length / 2)
  try {
    await objects.list(
      commits.map(({ tree }) => tree),
      (unlisted) => client.usage.requests - before + countTreeQueries(unlisted) <= most,
    )
  } catch (error) {
    if (isUnavailable(error)) return null
    throw error
  }
  const blobs: BlobRef[][] = []
  // One listing at a time: a commit may name a million files.
  for (const { tree } of commits) {
    const listing = listFiles(objects, tree)
    const wanted = listing.unlisted.length > 0 ? null : wantedBlobs(listing)
    if (!wanted || wanted.reduce((sum, { size }) => sum + size, 0) > MOST_TEXT) return null
    blobs.push(wanted)
  }
  return blobs
}
