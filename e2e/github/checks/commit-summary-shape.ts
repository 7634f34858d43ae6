import { readCommit } from '../git/commits'
import type { Repository } from '../host'

/** A commit in few words, as checks and runs carry the one they are for. */
export async function commitSummaryShape({ directory }: Repository, sha: string) {
  const commit = await readCommit(directory, sha)
  const person = ({ name = '', email = '' } = {}) => ({ name, email })
  return {
    id: sha,
    tree_id: commit?.tree ?? '',
    message: commit?.message ?? '',
    timestamp: commit?.committer.date ?? new Date(0).toISOString(),
    author: person(commit?.author),
    committer: person(commit?.committer),
  }
}
