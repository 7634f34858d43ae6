import { assignedValue } from './assigned-value'
import type { AssignmentRecord, Value } from './record'
import { safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, snippet, textOf } from './syntax'
import { plainText, type ValueReader } from './values'
import type { Index, Place } from './walk'

const MAX_ASSIGNMENTS = 5000

export function readAssignments(index: Index, values: ValueReader): AssignmentRecord[] {
  const found: AssignmentRecord[] = []
  for (const { node, place } of index.of('assignment', 'augmented_assignment')) {
    if (found.length >= MAX_ASSIGNMENTS) break
    const left = child(node, 'left')
    const right = assignedValue(node)
    const target = left && targetName(index.tree, left, place)
    if (!left || !right || !target) continue
    const value = values.value(right, place.scope, target)
    if (place.function !== null && !isKeptInFunctions(value, left)) continue
    const annotation = child(node, 'type')
    found.push({
      target,
      line: node.line,
      value,
      ...(annotation ? { annotation: safeText(textOf(index.tree, annotation), 120) } : {}),
      scope: place.function !== null ? `function:${place.function}` : place.class ? `class:${place.class}` : 'module',
      ...(place.inDevelopment ? { inDevelopment: true as const } : {}),
    })
  }
  return found
}

/** In functions strings and secrets, and what is set on an object (`app.config['DEBUG'] = True`, `self.retries = 3`). */
function isKeptInFunctions(value: Value, left: SyntaxNode): boolean {
  if (value.kind === 'string' || value.kind === 'secret') return true
  return left.type !== 'identifier' && value.kind !== 'other'
}

/** `NAME`, `Class.NAME`, `obj.attr`, `CONFIG['key']`; null for tuples and computed targets. */
function targetName(tree: SyntaxTree, node: SyntaxNode, place: Place): string | null {
  const own = place.function === null && place.class !== null ? `${place.class}.` : ''
  if (node.type === 'identifier') return own + textOf(tree, node)
  if (node.type === 'attribute') return safeText(snippet(tree, node, 120).replaceAll(' ', ''), 120)
  if (node.type !== 'subscript') return null
  const value = child(node, 'value')
  const subscript = child(node, 'subscript')
  const key = subscript && plainText(tree, subscript)
  if (!value || key === null) return null
  return `${safeText(snippet(tree, value, 120).replaceAll(' ', ''), 120)}['${safeText(key, 80)}']`
}
