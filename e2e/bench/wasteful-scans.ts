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
}

/** An index is expected to pay where less than this share of what was read is of use. */
export const LEAST_KEPT = 0.2

/**
 * The scans from end to end that read at least so many rows for a small part of them. What reads nearly all of a table
 * because it is about all of it, such as a mean over an organisation, is none.
 */
export function wastefulScans(plan: PlanNode, least: number): readonly FullScan[] {
  return fullScans(plan, null).filter(({ read, kept }) => read >= least && kept < read * LEAST_KEPT)
}

function fullScans(node: PlanNode, above: PlanNode | null): FullScan[] {
  const below = (node.Plans ?? []).flatMap((child) => fullScans(child, joinAbove(child, node, above)))
  const of = scannedWhole(node)
  if (of === null) return below
  const loops = node['Actual Loops']
  const passed = node['Actual Rows'] * loops
  const read = passed + (node['Rows Removed by Filter'] ?? 0) * loops
  const joined = above ? above['Actual Rows'] * above['Actual Loops'] : passed
  return [{ of, read, kept: Math.min(passed, joined) }, ...below]
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
 * them. What an outer, a semi or an anti join asks about each of its rows is of use whatever the answer.
 */
function joinAbove(child: PlanNode, node: PlanNode, above: PlanNode | null): PlanNode | null {
  const type = node['Node Type']
  if (type === 'Hash' || type === 'Sort' || type === 'Materialize' || type.startsWith('Gather')) return above
  if (!/^(Hash|Merge) Join$|^Nested Loop$/.test(type)) return null
  const isInner = node['Join Type'] === 'Inner' || node['Join Type'] === undefined
  if (isInner) return node
  const isOptional = child['Parent Relationship'] === 'Inner' && node['Join Type'] === 'Left'
  return isOptional ? node : null
}
