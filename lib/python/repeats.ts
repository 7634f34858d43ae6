import type { RepeatRecord } from './record'
import { child, descendants, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import type { Index } from './walk'

const MAX_KEPT = 500
const ATTEMPTS = /attempt|retr(?:y|ies)|tries|(?:^|_)try|reconnect/i
const NOBODY = /^_+$/
/** What stands in these belongs to them, not to the loop around them. */
const ANOTHER_FLOW = /^(?:(?:function|class)_definition|lambda|(?:for|while)_statement)$/

/**
 * Loops that do one thing again until it works: an attempt that works leaves them, and they count attempts or give up by
 * raising what they caught.
 */
export function readRepeats(index: Index): RepeatRecord[] {
  return loops(
    index,
    ['for_statement', 'while_statement'],
    (node) => (countsAttempts(index.tree, node) && leaves(node)) || triesOrRaises(node),
  )
}

export function readWaits(index: Index): RepeatRecord[] {
  return loops(index, ['while_statement'], (node) => !countsAttempts(index.tree, node) && !triesOrRaises(node))
}

function loops({ of }: Index, types: readonly string[], isMeant: (node: SyntaxNode) => boolean): RepeatRecord[] {
  return of(...types)
    .filter(({ node, place }) => !place.inTest && isMeant(node))
    .slice(0, MAX_KEPT)
    .map(({ node, place }) => ({ line: node.line, endLine: node.endLine, scope: place.function }))
}

function countsAttempts(tree: SyntaxTree, node: SyntaxNode): boolean {
  if (node.type === 'while_statement') return ATTEMPTS.test(shortText(tree, child(node, 'condition')))
  const over = shortText(tree, child(node, 'right'))
  if (!/^(?:range|itertools\.(?:count|repeat)|count|repeat)\(/.test(over)) return false
  const name = shortText(tree, child(node, 'left'))
  return NOBODY.test(name) || ATTEMPTS.test(name) || ATTEMPTS.test(over)
}

function shortText(tree: SyntaxTree, node: SyntaxNode | null): string {
  return node && node.end - node.start <= 200 ? textOf(tree, node) : ''
}

/** `while True` around a `try` that returns, one of whose handlers goes on with the loop or raises. */
function triesOrRaises(loop: SyntaxNode): boolean {
  const body = loop.type === 'while_statement' ? child(loop, 'body') : null
  if (!body) return false
  for (const node of descendants(body, ({ type }) => !ANOTHER_FLOW.test(type))) {
    if (node.type !== 'try_statement') continue
    const tried = child(node, 'body')
    const handlers = node.children.filter(({ type }) => type === 'except_clause')
    if (tried && holds(tried, 'return_statement', 'break_statement') && handlers.some(goesOnOrRaises)) return true
  }
  return false
}

function goesOnOrRaises(handler: SyntaxNode): boolean {
  return holds(handler, 'continue_statement') && holds(handler, 'raise_statement')
}

/** In the same loop and the same `try`. */
function holds(block: SyntaxNode, ...types: readonly string[]): boolean {
  for (const node of descendants(block, ({ type }) => !ANOTHER_FLOW.test(type) && type !== 'try_statement'))
    if (types.includes(node.type)) return true
  return false
}

function leaves(loop: SyntaxNode): boolean {
  const body = child(loop, 'body')
  if (!body) return false
  for (const node of descendants(body, ({ type }) => !/^(?:function|class)_definition$|^lambda$/.test(type)))
    if (node.type === 'return_statement' || node.type === 'break_statement') return true
  return false
}
