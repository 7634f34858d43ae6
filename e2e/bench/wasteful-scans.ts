/** A node of a plan as `explain (analyze, format json)` tells it; what is read here of it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly 'Order By'?: string
  readonly 'Join Type'?: string
  readonly 'Parent Relationship'?: string
  /** A mean over the loops. */
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  /** A mean over the loops, too. */
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** A table that was read from end to end. */
export interface FullScan {
  /** Its table, or its index. */
  readonly of: string
  readonly read: number
  /** Of these, what its own filter and the join above it let through. */
  readonly kept: number
  /** How many rows the join above it had to find here; null without a join. */
  readonly lookedFor: number | null
}

/** An index is expected to pay where less than this share of what was read is of use. */
export const LEAST_KEPT = 0.1
/** By Postgres's own costs, a row that is looked up by an index is as dear as so many that are read one after the other. */
export const ROWS_A_LOOKUP = 100

/**
 * The scans from end to end that read at least so many rows for a small part of them. What reads nearly all of a table
 * because it is about all of it, such as a mean over an organisation, is none.
 */
export function wastefulScans(plan: PlanNode, least: number): readonly FullScan[] {
  return fullScans(plan, null).filter(
    ({ read, kept, lookedFor }) =>
      read >= least && kept < read * LEAST_KEPT && (lookedFor === null || lookedFor * ROWS_A_LOOKUP < read),
  )
}

/** A join, and how many rows of its other side it had to find in the one that is looked at. */
interface Join {
  readonly node: PlanNode
  readonly lookedFor: number
}

function fullScans(node: PlanNode, above: Join | null): FullScan[] {
  const below = (node.Plans ?? []).flatMap((child) => fullScans(child, joinAbove(child, node, above)))
  const of = scannedWhole(node)
  if (of === null) return below
  const passed = rowsOf(node)
  const read = passed + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops']
  // Where its own filter leaves little already, it is that which an index would serve.
  const isOfJoin = above !== null && passed >= read * LEAST_KEPT
  const kept = above ? Math.min(passed, rowsOf(above.node)) : passed
  return [{ of, read, kept, lookedFor: isOfJoin ? above.lookedFor : null }, ...below]
}

function rowsOf(node: PlanNode): number {
  return node['Actual Rows'] * node['Actual Loops']
}

/** Null for a node that does not read a table or an index from end to end. */
function scannedWhole(node: PlanNode): string | null {
  const { 'Node Type': type, 'Relation Name': relation, 'Index Name': index } = node
  if (type === 'Seq Scan') return relation ?? 'a table'
  const isIndexScan = type === 'Index Scan' || type === 'Index Only Scan' || type === 'Bitmap Index Scan'
  return isIndexScan && !node['Index Cond'] && !node['Order By'] ? `${relation ?? ''} by ${index}` : null
}

/**
 * The join that decides about the rows of a child: the nearest one above it, with nothing between that makes other rows of
 * them or needs all of them, as an order does. What an outer, a semi or an anti join asks about each of its rows is of use
 * whatever the answer.
 */
function joinAbove(child: PlanNode, node: PlanNode, above: Join | null): Join | null {
  const type = node['Node Type']
  if (type === 'Hash' || type === 'Materialize' || type.startsWith('Gather')) return above
  if (type === 'Sort') return above?.node['Node Type'] === 'Merge Join' ? above : null
  if (!/^(Hash|Merge) Join$|^Nested Loop$/.test(type)) return null
  const isInner = node['Join Type'] === 'Inner' || node['Join Type'] === undefined
  const isOptional = child['Parent Relationship'] === 'Inner' && node['Join Type'] === 'Left'
  if (!isInner && !isOptional) return null
  const other = node.Plans?.find((each) => each !== child)
  return { node, lookedFor: other ? rowsOf(other) : 0 }
}
