import { commitCheckFields } from '../checks/rollup-node'
import type { Commit } from '../git/commit'
import { readChanges, readCommit, readHistory } from '../git/commits'
import { readObject } from '../git/object-store'
import { findEntry } from '../git/objects'
import { isSha, resolveCommit, resolveTree } from '../git/refs'
import type { Host, Repository } from '../host'
import { commitPullFields } from '../pulls/pull-node'
import { blobNode } from './blob-node'
import { connection, type PageArgs } from './connection'
import { objectFields } from './object-fields'
import { userNode } from './organisation-nodes'
import { entryObject, treeEntryNode, treeNode } from './tree-node'

interface HistoryArgs extends PageArgs {
  since?: string | null
  until?: string | null
  path?: string | null
  author?: { emails?: string[] | null } | null
}

export async function commitNodeById(host: Host, repository: Repository, sha: string): Promise<object | null> {
  const commit = await readCommit(repository.directory, sha)
  return commit ? commitNode(host, repository, commit) : null
}

/** What a full id names: commit, tree or blob. */
export async function objectNodeById(host: Host, repository: Repository, oid: string): Promise<object | null> {
  const object = await readObject(repository.directory, oid)
  if (object?.type === 'tree') return treeNode(host, repository, oid, { path: '' })
  if (object?.type === 'blob') return blobNode(host, repository, oid)
  const sha = object && (await resolveCommit(repository.directory, oid))
  return sha ? commitNodeById(host, repository, sha) : null
}

/** Whatever an id, a ref or a `ref:path` names: commit, tree or blob. */
export async function objectNode(host: Host, repository: Repository, expression: string): Promise<object | null> {
  if (isSha(expression)) return objectNodeById(host, repository, expression)
  const { directory } = repository
  const colon = expression.indexOf(':')
  if (colon === -1) {
    const sha = await resolveCommit(directory, expression)
    return sha ? commitNodeById(host, repository, sha) : null
  }
  const root = await resolveTree(directory, expression.slice(0, colon))
  const path = expression.slice(colon + 1)
  const entry = root ? await findEntry(directory, root, path) : undefined
  return entry ? entryObject(host, repository, entry, { root, path }) : null
}

function commitNode(host: Host, repository: Repository, commit: Commit): object {
  const { directory, fullName } = repository
  const [headline = '', ...body] = commit.message.split('\n')
  const actor = ({ name, email, date }: Commit['author']) => {
    const user = host.findUserByEmail(email)
    return {
      name,
      email,
      date,
      avatarUrl: `${host.url}/avatars/${user?.login ?? 'ghost'}.svg`,
      user: user ? userNode(host, user, '') : null,
    }
  }
  const sum = async (of: 'additions' | 'deletions') =>
    (await readChanges(directory, commit.sha)).reduce((total, file) => total + file[of], 0)
  return {
    ...objectFields(host, repository, 'Commit', commit.sha),
    ...commitPullFields(host, repository, commit.sha),
    ...commitCheckFields(host, repository, commit.sha),
    url: `${host.url}/${fullName}/commit/${commit.sha}`,
    resourcePath: `/${fullName}/commit/${commit.sha}`,
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    message: commit.message,
    messageHeadline: headline,
    messageBody: body.join('\n').trim(),
    author: () => actor(commit.author),
    committer: () => actor(commit.committer),
    additions: () => sum('additions'),
    deletions: () => sum('deletions'),
    changedFilesIfAvailable: async () => (await readChanges(directory, commit.sha)).length,
    tree: () => treeNode(host, repository, commit.tree, { root: commit.tree, path: '' }),
    parents: (args: PageArgs) => connection(commit.parents, args, (sha) => commitNodeById(host, repository, sha)),
    history: async (args: HistoryArgs) => {
      const { since, until, path, author } = args
      const filter = { since: since ?? undefined, until: until ?? undefined, path: path ?? undefined }
      const all = await readHistory(directory, commit.sha, filter)
      const commits = author?.emails ? all.filter((each) => author.emails?.includes(each.author.email)) : all
      return connection(commits, args, (each) => commitNode(host, repository, each))
    },
    file: async ({ path }: { path: string }) => {
      const entry = await findEntry(directory, commit.tree, path)
      const name = path.split('/').at(-1) ?? ''
      return entry ? treeEntryNode(host, repository, { ...entry, name }, { root: commit.tree, path }) : null
    },
  }
}
