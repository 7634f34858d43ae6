import { z } from 'zod'
import type { GraphqlProblem } from './graphql'
import { causeOf, type GapCause, type ListingPart } from './listing-gaps'
import { PageInfo } from './pages'

/** A list of an organisation that is asked for a page at a time. */
export interface PartQuery<T> {
  readonly part: ListingPart
  /** Nodes of a page: as many as fit between the two, by GitHub's price of a query. */
  readonly size: { readonly least: number; readonly most: number }
  /** Lists inside each node, which GitHub counts once for each node. */
  readonly nested: number
  /** Fields of the organisation; `page` are the arguments of the list, `slug` the variable that names its team. */
  fields(page: string, slug: string): string
  readonly slug?: string
  /** Finds the list in what stands in the organisation's place in an answer. */
  readonly list: z.ZodType<PageOfList>
  readonly node: z.ZodType<T>
}

export interface PageOfList {
  readonly pageInfo: z.infer<typeof PageInfo>
  readonly nodes: readonly unknown[] | null
}

export const NodeList = z.object({ pageInfo: PageInfo, nodes: z.array(z.unknown()).nullable() })
export const EdgeList = z
  .object({ pageInfo: PageInfo, edges: z.array(z.unknown()).nullable() })
  .transform(({ pageInfo, edges }) => ({ pageInfo, nodes: edges }))

const MOST_PAGES = 2000

/** Follows one list to its end; what arrived stays, whatever happens to the rest. */
export class PagedPart<T> {
  readonly items: T[] = []
  pages = 0
  /** Null as long as nothing is missing. */
  gap: GapCause | null = null
  isOver = false
  #after: string | null

  constructor(
    readonly query: PartQuery<T>,
    from: string | null = null,
  ) {
    this.#after = from
  }

  get after(): string | null {
    return this.#after
  }

  /** Nodes to ask for where a query has so many of GitHub's requests left; 0 when a page does not fit. */
  sizeWithin(room: number): number {
    const { nested, size } = this.query
    if (room < 1) return 0
    const fits = nested === 0 ? size.most : Math.min(size.most, Math.floor((room - 1) / nested))
    return fits < size.least ? 0 : fits
  }

  requestsOf(size: number): number {
    return 1 + this.query.nested * size
  }

  /** Takes what GitHub answered in the organisation's place, with the errors that it put there. */
  take(data: unknown, problems: readonly GraphqlProblem[], isCutBySso: boolean): void {
    const list = this.query.list.safeParse(data)
    if (!list.success) {
      this.stop(causeOf(problems, isCutBySso))
      return
    }
    this.pages += 1
    const { pageInfo, nodes } = list.data
    const damaged = new Set(problems.map(nodeIndexOf))
    let isShort = problems.length > 0 || isCutBySso || nodes === null
    for (const [index, node] of (nodes ?? []).entries()) {
      const parsed = damaged.has(index) ? null : this.query.node.safeParse(node)
      if (parsed?.success) this.items.push(parsed.data)
      else isShort = true
    }
    if (isShort) this.gap ??= causeOf(problems, isCutBySso)
    this.#turn(pageInfo)
  }

  stop(cause: GapCause): void {
    this.gap ??= cause
    this.isOver = true
  }

  #turn({ hasNextPage, endCursor }: z.infer<typeof PageInfo>): void {
    if (!hasNextPage) {
      this.isOver = true
    } else if (endCursor === null || endCursor === this.#after || this.pages >= MOST_PAGES) {
      this.stop('left-out')
    } else {
      this.#after = endCursor
    }
  }
}

/** The node of a list to which an error belongs; undefined for the list as a whole. */
function nodeIndexOf({ path = [] }: GraphqlProblem): number | undefined {
  const index = path.findIndex((step, at) => typeof step === 'number' && /^(nodes|edges)$/.test(String(path[at - 1])))
  const found = path[index]
  return typeof found === 'number' ? found : undefined
}
