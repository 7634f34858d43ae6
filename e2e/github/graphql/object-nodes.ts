import { commitCheckFields } from '../checks/rollup-node'
import { type Commit, readChanges, readCommit, readHistory } from '../git/commits'
import { readBlob, readEntry, readTree, type TreeEntry } from '../git/objects'
import { isSha, resolveCommit, resolveTree } from '../git/refs'
import type { Host, Repository } from '../host'
import { commitPullFields } from '../pulls/pull-node'
import { nodeId } from '../rest/node-id'
import { connection, type PageArgs } from './connection'
import { userNode } from './organisation-nodes'

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

/** Whatever an id, a ref or a `ref:path` names: commit, tree or blob. */
export async function objectNode(host: Host, repository: Repository, expression: string): Promise<object | null> {
  const { directory } = repository
  const colon = expression.indexOf(':')
  const ref = colon === -1 ? expression : expression.slice(0, colon)
  if (colon === -1) {
    const sha = await resolveCommit(directory, ref)
    if (sha) return commitNodeById(host, repository, sha)
    if (isSha(ref) && (await readBlob(directory, ref))) return blobNode(host, repository, ref)
  }
  const tree = await resolveTree(directory, ref)
  const entry = tree ? await readEntry(directory, tree, colon === -1 ? '' : expression.slice(colon + 1)) : undefined
  return entry ? entryNode(host, repository, entry) : null
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
    __typename: 'Commit',
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
    tree: () => treeNode(host, repository, commit.tree),
    parents: (args: PageArgs) => connection(commit.parents, args, (sha) => commitNodeById(host, repository, sha)),
    history: async (args: HistoryArgs) => {
      const { since, until, path, author } = args
      const filter = { since: since ?? undefined, until: until ?? undefined, path: path ?? undefined }
      const all = await readHistory(directory, commit.sha, filter)
      const commits = author?.emails ? all.filter((each) => author.emails?.includes(each.author.email)) : all
      return connection(commits, args, (each) => commitNode(host, repository, each))
    },
    file: async ({ path }: { path: string }) => {
      const entry = await readEntry(directory, commit.tree, path)
      return entry ? treeEntryNode(host, repository, entry, path) : null
    },
  }
}

function treeNode(host: Host, repository: Repository, sha: string): object {
  return {
    __typename: 'Tree',
    ...objectFields(host, repository, 'Tree', sha),
    entries: async () => {
      const entries = await readTree(repository.directory, sha, false)
      return entries.map((entry) => treeEntryNode(host, repository, entry, entry.path))
    },
  }
}

function treeEntryNode(host: Host, repository: Repository, entry: TreeEntry, path: string): object {
  const name = path.split('/').at(-1)
  return {
    name,
    path,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    type: entry.type,
    size: entry.size ?? 0,
    extension: name?.includes('.') ? `.${name.split('.').at(-1)}` : '',
    object: () => entryNode(host, repository, entry),
  }
}

function entryNode(host: Host, repository: Repository, { type, sha }: TreeEntry): object | null {
  if (type === 'commit') return null
  return type === 'tree' ? treeNode(host, repository, sha) : blobNode(host, repository, sha)
}

function blobNode(host: Host, repository: Repository, sha: string): object {
  const bytes = async () => (await readBlob(repository.directory, sha)) ?? Buffer.alloc(0)
  const isBinary = async () => (await bytes()).subarray(0, 8000).includes(0)
  return {
    __typename: 'Blob',
    ...objectFields(host, repository, 'Blob', sha),
    byteSize: async () => (await bytes()).length,
    isBinary,
    isTruncated: async () => (await bytes()).length > 512_000,
    text: async () => ((await isBinary()) ? null : (await bytes()).subarray(0, 512_000).toString()),
  }
}

function objectFields(host: Host, { fullName }: Repository, type: string, oid: string) {
  return {
    id: nodeId(type, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: `${host.url}/${fullName}/commit/${oid}`,
    commitResourcePath: `/${fullName}/commit/${oid}`,
  }
}
