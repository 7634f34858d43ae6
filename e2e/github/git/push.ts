import { readCommit } from './commits'
import { readBranch } from './refs'
import { runGit } from './run-git'
import { type NewCommit, writeCommit } from './write-commit'

export interface Push extends Omit<NewCommit, 'tree' | 'parents'> {
  branch: string
  /** The commit that a new branch starts from; a new branch without one starts a history of its own. */
  from?: string
}

/** Adds one commit to a branch of a bare repository and returns its id; loses against a concurrent push by throwing. */
export async function pushCommit(directory: string, { branch, from, ...commit }: Push): Promise<string> {
  const before = await readBranch(directory, branch)
  const parent = before ?? from
  const tree = parent ? (await readCommit(directory, parent))?.tree : undefined
  const sha = await writeCommit(directory, { ...commit, tree, parents: parent ? [parent] : [] })
  await runGit(directory, ['update-ref', `refs/heads/${branch}`, sha, before ?? '0'.repeat(40)])
  return sha
}
