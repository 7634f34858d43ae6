import { readCommit } from './commits'
import { readBranch } from './refs'
import { runGit } from './run-git'
import { type NewCommit, writeCommit } from './write-commit'

export interface Push extends Omit<NewCommit, 'tree' | 'parents'> {
  branch: string
}

/** Adds one commit to a branch of a bare repository and returns its id; loses against a concurrent push by throwing. */
export async function pushCommit(directory: string, { branch, ...commit }: Push): Promise<string> {
  const parent = await readBranch(directory, branch)
  const tree = parent ? (await readCommit(directory, parent))?.tree : undefined
  const sha = await writeCommit(directory, { ...commit, tree, parents: parent ? [parent] : [] })
  await runGit(directory, ['update-ref', `refs/heads/${branch}`, sha, parent ?? '0'.repeat(40)])
  return sha
}
