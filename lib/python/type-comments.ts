import type { SyntaxNode, SyntaxTree } from './syntax'
import { child } from './syntax'

/** PEP 484 signature comments (`# type: (int, str) -> bool`) and one comment per argument. */
export function typeComment(tree: SyntaxTree, node: SyntaxNode, parameters: number): boolean {
  const body = child(node, 'body')
  const to = body?.children[0]?.start ?? node.end
  let perArgument = 0
  for (let i = firstAfter(tree, node.start); i < tree.comments.length; i += 1) {
    const comment = tree.comments[i]
    if (!comment || comment.start >= to + 1) break
    const text = tree.text.slice(comment.start, comment.end)
    const match = /^#\s*type:\s*(?!ignore)(\(.*\)\s*->)?/.exec(text)
    if (!match) continue
    if (match[1]) return !/\(\.\.\.\)/.test(match[1]) || perArgument >= parameters
    perArgument += 1
  }
  return false
}

function firstAfter(tree: SyntaxTree, offset: number): number {
  let low = 0
  let high = tree.comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tree.comments[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
