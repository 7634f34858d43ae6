import 'server-only'
import { isInstalledFolder } from '@/lib/snapshot/reading-order'
import { DEFAULT_BOUNDS, type RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { GitHubClient } from '../client'
import { listTrees } from '../trees'
import { createGitObjects, OBJECT_BOUNDS } from './git-objects'
import { type CommitToRead, snapshotOfCommit } from './snapshot-of-commit'
import type { ObjectSource } from './tree-query'

/** What is read of a repository whose archive is too large. */
export interface LargeBounds {
  readonly maxTrees: number
  readonly maxFiles: number
  readonly maxBytes: number
}

const BOUNDS: LargeBounds = { maxTrees: 3000, maxFiles: 6000, maxBytes: 64 * 1024 * 1024 }

/**
 * Reads of a commit that is too large for an archive what says most: manifests, pipelines, images, README and settings,
 * then Python from the root down. The tree is listed in one request; where that is too long for GitHub, level by level
 * without installed packages. What was left out is said in the limits.
 */
export async function snapshotOfLargeCommit(
  client: GitHubClient,
  source: ObjectSource,
  commit: CommitToRead,
  { maxTrees, maxFiles, maxBytes }: LargeBounds = BOUNDS,
): Promise<RepoSnapshot> {
  const known = await listTrees(client, source.owner, source.name, commit.tree)
  const objects = createGitObjects(client, source, {
    ...OBJECT_BOUNDS,
    maxTrees: known ? known.size : maxTrees,
    isSkipped: isInstalledFolder,
  })
  if (known) objects.learnTrees(known)
  const bounds = { ...DEFAULT_BOUNDS, maxTotalBytes: maxBytes }
  return snapshotOfCommit(client, source, commit, { objects, bounds, maxFiles })
}
