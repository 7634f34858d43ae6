import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'
import { ENTRY_FIELDS, learnTree, type TreeEntry, TreeNode, type Trees } from './objects/tree-query'

export interface CommitAtDate {
  readonly commit: string
  readonly tree: string
  readonly committedAt: Date
}

/** What is asked of every commit, and how the answer looks. */
export const COMMIT_FIELDS = 'oid committedDate tree { oid }'
export const Commit = z.object({
  oid: z.string(),
  committedDate: z.string(),
  tree: z.object({ oid: z.string() }),
})

const WithRoot = Commit.extend({ tree: TreeNode.extend({ oid: z.string() }) })
const History = z.object({ nodes: z.array(WithRoot.nullable()).nullable() })
const Answer = z.object({
  repository: z.object({ ref: z.object({ target: z.record(z.string(), History) }).nullable() }),
})

export interface MonthEnds {
  /** One for each date, in their order; null where the branch had no commit yet. */
  readonly commits: readonly (CommitAtDate | null)[]
  /** The entries of their root trees, which cost nothing more. */
  readonly trees: Trees
}

/** The branch as it stood at each date, which is its newest commit not after it. One query. */
export async function monthEndCommits(
  client: GitHubClient,
  owner: string,
  name: string,
  branch: string,
  dates: readonly Date[],
): Promise<MonthEnds> {
  const found = new Map<string, readonly TreeEntry[]>()
  if (dates.length === 0) return { commits: [], trees: found }
  const moments = dates.map(
    (date, index) => `m${index}: history(first: 1, until: "${date.toISOString()}") { nodes { ...At } }`,
  )
  const query = `query ($owner: String!, $name: String!, $ref: String!) {
    rateLimit { cost }
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { ... on Commit { ${moments.join('\n')} } } }
    }
  }
  fragment At on Commit { ${COMMIT_FIELDS} tree { entries { ${ENTRY_FIELDS} } } }`
  const variables = { owner, name, ref: `refs/heads/${branch}` }
  const { data } = await queryGitHub(client, `the history of ${owner}/${name}`, query, variables, Answer)
  const commits = dates.map((_, index) => {
    const node = data.repository.ref?.target[`m${index}`]?.nodes?.[0]
    if (!node) return null
    learnTree(found, node.tree.oid, node.tree.entries)
    return toCommit(node)
  })
  return { commits, trees: found }
}

const OneCommit = z.object({ repository: z.object({ object: Commit.nullable() }) })

/** One commit; throws AppError 'not-found' when the repository has none of this id. */
export async function fetchCommit(
  client: GitHubClient,
  owner: string,
  name: string,
  commit: string,
): Promise<CommitAtDate> {
  const what = `the commit ${commit} of ${owner}/${name}`
  const { data } = await queryGitHub(client, what, ONE_COMMIT, { owner, name, commit }, OneCommit)
  if (!data.repository.object) throw new AppError('not-found', `GitHub does not show ${what}.`)
  return toCommit(data.repository.object)
}

const ONE_COMMIT = `query ($owner: String!, $name: String!, $commit: GitObjectID!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) { object(oid: $commit) { ... on Commit { ${COMMIT_FIELDS} } } }
}`

export function toCommit({ oid, tree, committedDate }: z.infer<typeof Commit>): CommitAtDate {
  return { commit: oid, tree: tree.oid, committedAt: new Date(committedDate) }
}
