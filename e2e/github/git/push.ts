import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBranch } from './refs'
import { runGit } from './run-git'

export interface Push {
  branch: string
  /** The commit that a new branch starts from; a new branch without one starts a history of its own. */
  from?: string
  /** Whole new contents by path; null removes the file. */
  files: Record<string, string | null>
  message: string
  author: { name: string; email: string }
  date: Date
}

/** Adds one commit to a branch of a bare repository and returns its id; loses against a concurrent push by throwing. */
export async function pushCommit(
  directory: string,
  { branch, from, files, message, author, date }: Push,
): Promise<string> {
  const before = await readBranch(directory, branch)
  const parent = before ?? from
  const scratch = await mkdtemp(join(tmpdir(), 'local-github-index-'))
  const env = {
    GIT_INDEX_FILE: join(scratch, 'index'),
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date.toISOString(),
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date.toISOString(),
  }
  const git = async (args: string[], input?: string) =>
    (await runGit(directory, args, { env, input })).toString().trim()
  try {
    if (parent) await git(['read-tree', parent])
    const lines: string[] = []
    for (const [path, content] of Object.entries(files)) {
      const blob = content === null ? '0'.repeat(40) : await git(['hash-object', '-w', '--stdin'], content)
      lines.push(`${content === null ? '0' : '100644'} ${blob}\t${path}\0`)
    }
    await git(['update-index', '-z', '--index-info'], lines.join(''))
    const tree = await git(['write-tree'])
    const commit = await git(['commit-tree', tree, ...(parent ? ['-p', parent] : []), '-F', '-'], message)
    await git(['update-ref', `refs/heads/${branch}`, commit, before ?? '0'.repeat(40)])
    return commit
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
