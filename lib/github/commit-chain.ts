import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from './client'
import { COMMIT_FIELDS, type CommitAtDate, toCommit } from './commits'
import { explainProblems, queryGitHub } from './graphql'
import { type ObjectSource, Oid } from './objects/tree-query'
import { PAGE_INFO, PageInfo } from './pages'

export interface CommitChain {
  /**
   * First parents, oldest first: from a commit that is not newer than `before` up to `after`. The first is `before`
   * itself, unless `before` came in by a merge.
   */
  readonly commits: readonly CommitAtDate[]
  /** False when the way back is longer than was listed: then the first of them is still newer than `before`. */
  readonly isComplete: boolean
}

const Link = z.object({ oid: Oid, committedDate: z.string(), tree: z.object({ oid: Oid }) })
const Node = Link.extend({ parents: z.object({ nodes: z.array(Link.nullable()).nullable() }) })
const Answer = z.object({
  repository: z.object({
    object: z
      .object({ history: z.object({ pageInfo: PageInfo, nodes: z.array(Node.nullable()).nullable() }) })
      .nullable(),
  }),
})

const MOST_PAGES = 5
const QUERY = `query ($owner: String!, $name: String!, $from: GitObjectID!, $since: GitTimestamp!, $after: String) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    object(oid: $from) {
      ... on Commit {
        history(first: 100, since: $since, after: $after) {
          ${PAGE_INFO}
          nodes { ...L parents(first: 1) { nodes { ...L } } }
        }
      }
    }
  }
}
fragment L on Commit { ${COMMIT_FIELDS} }`

/** The way from one commit back to an older one by first parents: at most 500 commits are listed, in five queries. */
export async function listChain(
  client: GitHubClient,
  source: ObjectSource,
  before: CommitAtDate,
  after: CommitAtDate,
): Promise<CommitChain> {
  const known = new Map<string, z.infer<typeof Node>>()
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const history = await fetchPage(client, source, after.commit, before.committedAt, cursor)
    for (const node of history.nodes ?? []) if (node) known.set(node.oid, node)
    const chain = follow(known, before, after)
    if (chain.isComplete || !history.pageInfo.hasNextPage) return { ...chain, isComplete: true }
    cursor = history.pageInfo.endCursor
  }
  return follow(known, before, after)
}

async function fetchPage(
  client: GitHubClient,
  { owner, name }: ObjectSource,
  from: string,
  since: Date,
  after: string | null,
) {
  const what = `the history of ${owner}/${name}`
  const variables = { owner, name, from, since: since.toISOString(), after }
  const { data, isComplete, problems } = await queryGitHub(client, what, QUERY, variables, Answer)
  if (!isComplete) throw explainProblems(what, problems)
  if (!data.repository.object) throw new AppError('not-found', `GitHub no longer has a commit of ${owner}/${name}.`)
  return data.repository.object.history
}

function follow(
  known: ReadonlyMap<string, z.infer<typeof Node>>,
  before: CommitAtDate,
  after: CommitAtDate,
): CommitChain {
  const commits: CommitAtDate[] = [after]
  for (let node = known.get(after.commit); node; ) {
    const [parent] = node.parents.nodes ?? []
    if (!parent || commits.length > known.size + 1) return { commits: commits.reverse(), isComplete: true }
    commits.push(toCommit(parent))
    const isOlder = new Date(parent.committedDate) <= before.committedAt
    if (parent.oid === before.commit || isOlder) return { commits: commits.reverse(), isComplete: true }
    node = known.get(parent.oid)
  }
  return { commits: commits.reverse(), isComplete: false }
}

const Newest = z.object({
  repository: z.object({
    object: z.object({ history: z.object({ nodes: z.array(Link.nullable()).nullable() }) }).nullable(),
  }),
})

/** The newest commit on the way back from one that is not after a date. One query. */
export async function fetchCommitUntil(
  client: GitHubClient,
  { owner, name }: ObjectSource,
  from: string,
  until: Date,
): Promise<CommitAtDate | null> {
  const query = `query ($owner: String!, $name: String!, $from: GitObjectID!, $until: GitTimestamp!) {
    rateLimit { cost }
    repository(owner: $owner, name: $name) {
      object(oid: $from) { ... on Commit { history(first: 1, until: $until) { nodes { ...L } } } }
    }
  }
  fragment L on Commit { ${COMMIT_FIELDS} }`
  const variables = { owner, name, from, until: until.toISOString() }
  const { data } = await queryGitHub(client, `the history of ${owner}/${name}`, query, variables, Newest)
  const [node] = data.repository.object?.history.nodes ?? []
  return node ? toCommit(node) : null
}
