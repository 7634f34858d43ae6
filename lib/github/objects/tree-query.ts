import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { explainProblems, queryGitHub } from '../graphql'

/** Whose objects are read. */
export interface ObjectSource {
  readonly owner: string
  readonly name: string
}

export interface TreeEntry {
  readonly name: string
  /** Git's mode: 0o100644, 0o100755, 0o120000 (symlink), 0o160000 (submodule), 0o40000 (folder). */
  readonly mode: number
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: string
  /** Bytes of a blob; 0 for the rest. */
  readonly size: number
}

export type Trees = ReadonlyMap<string, readonly TreeEntry[]>

/** What is asked of every entry; `entries` is no connection, so any number of them costs one point. */
export const ENTRY_FIELDS = 'name mode type oid size'

/** Full object ids only: they stand in the text of queries. */
export const Oid = z.string().regex(/^[0-9a-f]{40}$/)

const MOST_ENTRIES = 100_000
const MOST_ALIASES = 100

interface NestedEntry extends TreeEntry {
  /** Set on folders that were asked for with their entries. */
  readonly object?: { readonly entries?: readonly NestedEntry[] | null | undefined } | null | undefined
}

const Entry: z.ZodType<NestedEntry> = z.lazy(() =>
  z.object({
    name: z.string().max(4096),
    mode: z.number().int(),
    type: z.enum(['blob', 'tree', 'commit']),
    oid: Oid,
    size: z.number().int().nonnegative(),
    object: TreeNode.nullish(),
  }),
)
export const TreeNode = z.object({ entries: z.array(Entry).max(MOST_ENTRIES).nullish() })

const Answer = z.object({ repository: z.record(z.string(), TreeNode.nullish()) })

/**
 * Lists trees by id in one query, with the folders below them down to `levels` (1: only their own entries). Ids that
 * GitHub does not answer for are missing in the result. Throws AppError when the query as a whole fails.
 */
export async function queryTrees(
  client: GitHubClient,
  { owner, name }: ObjectSource,
  oids: readonly string[],
  levels: number,
): Promise<Trees> {
  const asked = oids.slice(0, MOST_ALIASES).map((oid) => Oid.parse(oid))
  const parts = asked.map((oid, index) => `t${index}: object(oid: "${oid}") { ... on Tree { ...L1 } }`)
  const query = `query ($owner: String!, $name: String!) {
    rateLimit { cost }
    repository(owner: $owner, name: $name) { ${parts.join('\n')} }
  }
  ${fragments(levels)}`
  const what = `the folders of ${owner}/${name}`
  const { data, isComplete, problems } = await queryGitHub(client, what, query, { owner, name }, Answer)
  // A folder that failed must not look like one that is not there.
  if (!isComplete) throw explainProblems(what, problems)
  const found = new Map<string, readonly TreeEntry[]>()
  for (const [index, oid] of asked.entries()) learnTree(found, oid, data.repository[`t${index}`]?.entries)
  return found
}

/** Keeps the entries of a tree and of the folders that came with it. */
export function learnTree(
  found: Map<string, readonly TreeEntry[]>,
  oid: string,
  entries: readonly NestedEntry[] | null | undefined,
): void {
  if (!entries) return
  found.set(
    oid,
    entries.map(({ object: _, ...entry }) => entry),
  )
  for (const { oid: child, object } of entries) learnTree(found, child, object?.entries)
}

/** One fragment for each level, since a fragment can't spread itself. */
function fragments(levels: number): string {
  const texts: string[] = []
  for (let level = 1; level <= levels; level += 1) {
    const below = level < levels ? ` object { ... on Tree { ...L${level + 1} } }` : ''
    texts.push(`fragment L${level} on Tree { entries { ${ENTRY_FIELDS}${below} } }`)
  }
  return texts.join('\n')
}
