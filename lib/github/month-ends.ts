import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { COMMIT_FIELDS, Commit, type CommitAtDate, toCommit } from './commits'
import { explainProblems, queryGitHub } from './graphql'
import { ENTRY_FIELDS, learnTree, type TreeEntry, TreeNode, type Trees } from './objects/tree-query'
import { PAGE_INFO, PageInfo } from './pages'

export interface MonthEnds {
  /** One for each date, in their order; null where the branch had no commit yet. */
  readonly commits: readonly (CommitAtDate | null)[]
  /** The entries of root trees that came along and cost nothing more. */
  readonly trees: Trees
}

const Parents = z.object({
  totalCount: z.number(),
  nodes: z.array(z.object({ oid: z.string() }).nullable()).nullable(),
})
const Newest = Commit.extend({
  tree: TreeNode.extend({ oid: z.string() }),
  parents: z.object({ totalCount: z.number() }),
})
const Listed = Commit.extend({ parents: Parents })
type Listed = z.infer<typeof Listed>
const Listing = z.object({ pageInfo: PageInfo, nodes: z.array(Listed.nullable()).nullable() })
const Moments = z.record(z.string(), z.object({ nodes: z.array(Newest.nullable()).nullable() }))
const Target = z.object({ listing: Listing.optional(), moments: Moments })
const Answer = z.object({
  repository: z.object({
    ref: z.object({ target: z.preprocess(splitTarget, Target) }).nullable(),
  }),
})

/** A branch with more commits since the first date is searched by first parents no further back than this. */
const MOST_PAGES = 10
const LISTING = `listing: history(first: 100, after: $after) {
  ${PAGE_INFO}
  nodes { ${COMMIT_FIELDS} parents(first: 1) { totalCount nodes { oid } } }
}`

/**
 * The branch as it stood at each date: the first commit on the way back by first parents that is not after it. One query
 * tells those of the newest hundred commits. Further back the newest by date stands in where none of these commits was
 * merged, and beyond 1,000 commits in any case; it may have been merged later.
 */
export async function monthEndCommits(
  client: GitHubClient,
  owner: string,
  name: string,
  branch: string,
  dates: readonly Date[],
): Promise<MonthEnds> {
  const trees = new Map<string, readonly TreeEntry[]>()
  const oldest = Math.min(...dates.map(Number))
  if (dates.length === 0) return { commits: [], trees }
  const read = async (moments: readonly Date[], after: string | null) => {
    const variables = { owner, name, ref: `refs/heads/${branch}`, after }
    const what = `the history of ${owner}/${name}`
    const { data, isComplete, problems } = await queryGitHub(client, what, queryOf(moments), variables, Answer)
    // A month that failed must not look like one without commits.
    if (!isComplete) throw explainProblems(what, problems)
    return data.repository.ref?.target
  }

  const first = await read(dates, null)
  const newest = dates.map((_, index) => first?.moments[`m${index}`]?.nodes?.[0] ?? null)
  for (const node of newest) if (node) learnTree(trees, node.tree.oid, node.tree.entries)
  const way = new FirstParents()
  way.add(first?.listing?.nodes)
  const hasMerges = way.hasMerges || newest.some((node) => node && node.parents.totalCount > 1)
  let next = first?.listing?.pageInfo
  for (let page = 1; hasMerges && page < MOST_PAGES && next?.hasNextPage && !way.reaches(oldest); page += 1) {
    const listing: z.infer<typeof Listing> | undefined = (await read([], next.endCursor))?.listing
    way.add(listing?.nodes)
    next = listing?.pageInfo
  }
  const commits = dates.map((date, index) => {
    const byDate = newest[index] ?? null
    const onTheWay = way.at(Number(date))
    return onTheWay === undefined ? byDate && toCommit(byDate) : onTheWay
  })
  return { commits, trees }
}

/** The way back from the head of a branch by first parents, as far as it was listed. */
class FirstParents {
  readonly #listed = new Map<string, Listed>()
  #head: string | undefined
  hasMerges = false

  add(nodes: readonly (Listed | null)[] | null | undefined): void {
    for (const node of nodes ?? []) {
      if (!node) continue
      this.#head ??= node.oid
      this.#listed.set(node.oid, node)
      if (node.parents.totalCount > 1) this.hasMerges = true
    }
  }

  /** Null when the branch begins later, undefined when the way was not listed so far back. */
  at(date: number): CommitAtDate | null | undefined {
    let node = this.#listed.get(this.#head ?? '')
    // No further than all that is listed: a broken answer may lead in a circle.
    for (let left = this.#listed.size; node && left > 0; left -= 1) {
      if (Date.parse(node.committedDate) <= date) return toCommit(node)
      const [parent] = node.parents.nodes ?? []
      if (!parent) return node.parents.totalCount > 0 ? undefined : null
      node = this.#listed.get(parent.oid)
    }
    return undefined
  }

  reaches(date: number): boolean {
    return this.at(date) !== undefined
  }
}

function queryOf(moments: readonly Date[]): string {
  const asked = moments.map(
    (date, index) => `m${index}: history(first: 1, until: "${date.toISOString()}") { nodes { ...At } }`,
  )
  const fragment = `fragment At on Commit {
    ${COMMIT_FIELDS} parents(first: 1) { totalCount } tree { entries { ${ENTRY_FIELDS} } }
  }`
  return `query ($owner: String!, $name: String!, $ref: String!, $after: String) {
    rateLimit { cost }
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { ... on Commit { ${LISTING} ${asked.join('\n')} } } }
    }
  }
  ${moments.length > 0 ? fragment : ''}`
}

/** The moments have names of their own beside the listing. */
function splitTarget(target: unknown): unknown {
  if (typeof target !== 'object' || target === null) return target
  const { listing, ...moments } = target as Record<string, unknown>
  return { listing, moments }
}
