import { lookUp, type Scope } from '../scope'
import { child, type SyntaxNode, type SyntaxTree, textOf, unwrap } from '../syntax'
import { keywordArgument, positional, routePath } from './path'

/**
 * Path of the service whose views a decorator registers: `@parcels.get()` of `parcels = Service('parcels', '/parcels')`.
 * Null when the object is no service of Cornice.
 */
export function cornicePath(
  tree: SyntaxTree,
  receiver: string,
  object: SyntaxNode,
  scope: Scope,
): { readonly path: string | null } | null {
  if (!/(^|\.)Service\(\)$/.test(receiver) || object.type !== 'identifier') return null
  const binding = lookUp(scope, textOf(tree, object), object.start)
  const made = binding?.kind === 'value' ? unwrap(binding.value) : null
  const list = made?.type === 'call' ? child(made, 'arguments') : null
  if (!list || binding?.kind !== 'value') return null
  const stated = keywordArgument(tree, list, 'path') ?? positional(list)[1] ?? null
  const path = routePath(tree, stated, binding.scope)
  if (/^cornice\b/.test(receiver)) return { path }
  return path?.startsWith('/') ? { path } : null
}
