import { child, type SyntaxNode } from './syntax'

const known = new WeakMap<SyntaxNode, SyntaxNode | null>()

/**
 * What an assignment gives to its target: `1` for each of `a = b = 1`, which are assignments within one another. Each chain is
 * followed once, because one may have as many targets as a file has room for.
 */
export function assignedValue(assignment: SyntaxNode): SyntaxNode | null {
  let right = child(assignment, 'right')
  if (right?.type !== 'assignment') return right
  const found = known.get(assignment)
  if (found !== undefined) return found
  const chain = [assignment]
  while (right?.type === 'assignment') {
    chain.push(right)
    right = child(right, 'right')
  }
  for (const each of chain) known.set(each, right)
  return right
}
