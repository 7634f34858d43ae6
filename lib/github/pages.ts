import { z } from 'zod'

/** What is asked of every page of a list, and how the answer looks. */
export const PAGE_INFO = 'pageInfo { hasNextPage endCursor }'
export const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })

/** Nodes of a connection; GitHub leaves null where it could not answer for one. */
export function nodesOf<T extends z.ZodType>(node: T) {
  return z.array(node.nullable()).nullable()
}

export interface Page<T> {
  readonly pageInfo: z.infer<typeof PageInfo>
  readonly nodes: readonly (T | null)[] | null
  readonly isComplete: boolean
}

const MOST_PAGES = 1000

/** Follows a connection to its end; one that does not lead on is short. */
export async function collectPages<T>(
  fetchPage: (after: string | null) => Promise<Page<T>>,
): Promise<{ items: T[]; isComplete: boolean }> {
  const items: T[] = []
  let isComplete = true
  let after: string | null = null
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await fetchPage(after)
    for (const node of page.nodes ?? []) {
      if (node === null) isComplete = false
      else items.push(node)
    }
    if (!page.isComplete || page.nodes === null) isComplete = false
    const { hasNextPage, endCursor } = page.pageInfo
    if (!hasNextPage) return { items, isComplete }
    if (endCursor === null || endCursor === after) break
    after = endCursor
  }
  return { items, isComplete: false }
}
