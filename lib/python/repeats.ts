import type { RepeatRecord } from './record'
import { child, descendants, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import type { Index } from './walk'

const MAX_KEPT = 500
const ATTEMPTS = /attempt|retr(?:y|ies)|tries|(?:^|_)try|reconnect/i
const NOBODY = /^_+$/

/** Loops that do one thing again until it works: they count attempts, and an attempt that works leaves them. */
export function readRepeats(index: Index): RepeatRecord[] {
  return loops(index, ['for_statement', 'while_statement'], (node) => countsAttempts(index.tree, node) && leaves(node))
}

export function readWaits(index: Index): RepeatRecord[] {
  return loops(index, ['while_statement'], (node) => !countsAttempts(index.tree, node))
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

function leaves(loop: SyntaxNode): boolean {
  const body = child(loop, 'body')
  if (!body) return false
  for (const node of descendants(body, ({ type }) => !/^(?:function|class)_definition$|^lambda$/.test(type)))
    if (node.type === 'return_statement' || node.type === 'break_statement') return true
  return false
}
