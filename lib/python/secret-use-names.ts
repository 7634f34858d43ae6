import type { Resolver } from './resolve'
import { entropy, safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import { plainText } from './values'
import type { Place } from './walk'

const MAX_NAME = 120
const MAX_DEPTH = 4
const KEY = /^[\w.:/-]{1,80}$/

/**
 * As assignments are named: `NAME`, `obj.attr`, `CONFIG['key']`. Only names and keys: what stands in calls and other
 * expressions may be a secret itself, and is left out.
 */
export function nameOf(tree: SyntaxTree, node: SyntaxNode, depth = 0): string {
  const of = (field: string) => {
    const base = child(node, field)
    return base && depth < MAX_DEPTH ? nameOf(tree, base, depth + 1) : '…'
  }
  if (node.type === 'identifier') return textOf(tree, node).slice(0, MAX_NAME)
  if (node.type === 'attribute') {
    const attribute = child(node, 'attribute')
    return `${of('object')}.${attribute ? textOf(tree, attribute) : '…'}`.slice(-MAX_NAME)
  }
  if (node.type === 'subscript') {
    const key = child(node, 'subscript')
    const name = key && keyName(tree, key)
    return `${of('value')}[${name ? `'${name}'` : '…'}]`.slice(-MAX_NAME)
  }
  return node.type === 'call' ? `${of('function')}()`.slice(-MAX_NAME) : '…'
}

/** Text of a literal that is a key or a name, or null when it is none or looks like a secret itself. */
export function keyName(tree: SyntaxTree, node: SyntaxNode): string | null {
  if (node.end - node.start > MAX_NAME) return null
  const text = plainText(tree, node)
  return text !== null && KEY.test(text) && !isRandom(text) && safeText(text, MAX_NAME) === text ? text : null
}

/** Long, with digits all over: no word that somebody chose. */
function isRandom(text: string): boolean {
  return text.length >= 16 && (text.match(/\d/g)?.length ?? 0) >= 4 && entropy(text) >= 3.5
}

/** What is called, its own arguments left out. */
export function calleeName(tree: SyntaxTree, called: SyntaxNode, place: Place, resolver: Resolver): string {
  const resolved = resolver.resolve(called, place.scope)
  return resolved !== null && !/["'\s]/.test(resolved) ? resolved.slice(0, MAX_NAME) : nameOf(tree, called)
}

/** An annotation without what is given to its parts. */
export function typeName(tree: SyntaxTree, node: SyntaxNode): string {
  return textOf(tree, node)
    .slice(0, 200)
    .replace(/[("'].*/s, '')
    .slice(0, 80)
}
