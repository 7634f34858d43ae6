import 'server-only'
import { openTarball } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import type { GitObjects } from '@/lib/github/objects/git-objects'
import type { ObjectSource } from '@/lib/github/objects/tree-query'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'

/** Takes over the files of a snapshot, which are known by git's ids of their bytes. */
export function learnSnapshot(objects: GitObjects, { files }: RepoSnapshot): void {
  for (const { blob, content } of files.values()) if (blob && content) objects.learnBlob(blob, content)
}

/** Takes over the files of a commit's archive, which holds any number of them in two requests. */
export async function learnArchive(
  client: GitHubClient,
  source: ObjectSource,
  objects: GitObjects,
  { commit, committedAt }: CommitAtDate,
): Promise<void> {
  const archive = await openTarball(client, source.owner, source.name, commit)
  try {
    learnSnapshot(objects, await readTarball(archive, { commit, committedAt: committedAt.toISOString() }))
  } finally {
    archive.destroy()
  }
}
