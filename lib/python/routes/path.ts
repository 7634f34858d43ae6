import type { Scope } from '../scope'
import { lookUp } from '../scope'
import { child, type SyntaxNode, type SyntaxTree, textOf, unwrap } from '../syntax'
import { stringText } from '../values'

/**
 * Path of a route: a string, an f-string (its expressions in braces), a constant of the module, or a sum of those. What
 * another module or an object holds stands in braces as well.
 */
export function routePath(tree: SyntaxTree, expression: SyntaxNode | null, scope: Scope, depth = 0): string | null {
  if (!expression || depth > 5) return null
  const node = unwrap(expression)
  if (node.type === 'string' || node.type === 'concatenated_string') return stringText(tree, node).slice(0, 300)
  if (node.type === 'identifier') {
    const name = textOf(tree, node)
    const binding = lookUp(scope, name, node.start)
    if (binding?.kind === 'import') return computed(name)
    return binding?.kind === 'value' ? routePath(tree, binding.value, binding.scope, depth + 1) : null
  }
  if (node.type === 'attribute') return computed(textOf(tree, node).replace(/\s+/g, ''))
  if (node.type === 'binary_operator') {
    const left = routePath(tree, child(node, 'left'), scope, depth + 1)
    const right = routePath(tree, child(node, 'right'), scope, depth + 1)
    return left === null || right === null ? null : left + right
  }
  return null
}

function computed(name: string): string | null {
  return /^[A-Za-z_][\w.]{0,100}$/.test(name) ? `{${name}}` : null
}

export function positional(list: SyntaxNode | null): SyntaxNode[] {
  return (list?.children ?? []).filter((node) => node.type !== 'keyword_argument')
}

export function keywordArgument(tree: SyntaxTree, list: SyntaxNode | null, ...names: string[]): SyntaxNode | null {
  for (const argument of list?.children ?? []) {
    const name = argument.type === 'keyword_argument' ? child(argument, 'name') : null
    if (name && names.includes(textOf(tree, name))) return child(argument, 'value')
  }
  return null
}

/** Upper-case strings of `['get', 'POST']`, `'GET'` or `http.HTTPMethod.GET`; null when it can't be told. */
export function methodNames(tree: SyntaxTree, node: SyntaxNode | null): string[] | null {
  if (!node) return null
  if (node.type === 'string') return [stringText(tree, node).toUpperCase()]
  if (node.type === 'attribute') return [textOf(tree, node).split('.').at(-1)?.toUpperCase() ?? '']
  if (!/^(list|tuple|set)$/.test(node.type)) return null
  return node.children.flatMap((item) => methodNames(tree, item) ?? [])
}

/** Handler as written: `views.index`, `views.UserView.as_view()` as `views.UserView`, `Resource()` as `Resource`. */
export function handlerName(tree: SyntaxTree, expression: SyntaxNode | null): string | null {
  if (!expression) return null
  let node = unwrap(expression)
  if (node.type === 'string') return stringText(tree, node).slice(0, 120)
  for (let i = 0; i < 5 && node.type === 'call'; i += 1) {
    const called = child(node, 'function')
    const inner = positional(child(node, 'arguments'))[0]
    if (!called) return null
    const isWrapper = called.type === 'call' || (inner && /^[a-z_]+$/.test(textOf(tree, called)))
    node = unwrap(isWrapper && inner ? inner : called)
  }
  if (node.type !== 'identifier' && node.type !== 'attribute') return null
  return textOf(tree, node)
    .replace(/\s+/g, '')
    .replace(/\.as_view$/, '')
    .slice(0, 120)
}
