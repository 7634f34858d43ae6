import type { SyntaxNode } from './syntax'

/** A block or module whose first statement is a string literal. */
export function hasDocstring(body: SyntaxNode | null): boolean {
  const first = body?.children[0]
  const expression = first?.type === 'expression_statement' ? first.children[0] : first
  return expression?.type === 'string' || expression?.type === 'concatenated_string'
}
