/** A named node of the syntax tree, copied out of WebAssembly so that reading it is cheap. Comments are kept apart. */
export interface SyntaxNode {
  readonly type: string
  /** Name of the field that it fills in its parent. */
  readonly field: string | null
  /** Offsets in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly line: number
  readonly endLine: number
  readonly parent: SyntaxNode | null
  readonly children: readonly SyntaxNode[]
}

export interface Comment {
  readonly start: number
  readonly end: number
  readonly line: number
}

export interface SyntaxTree {
  readonly text: string
  readonly root: SyntaxNode
  readonly comments: readonly Comment[]
}

export function child(node: SyntaxNode, field: string): SyntaxNode | null {
  for (const candidate of node.children) if (candidate.field === field) return candidate
  return null
}

export function childOfType(node: SyntaxNode, type: string): SyntaxNode | null {
  for (const candidate of node.children) if (candidate.type === type) return candidate
  return null
}

export function textOf(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.text.slice(node.start, node.end)
}

/** The beginning of a node's text in one line, for what will be cut at `limit` anyway. */
export function snippet(tree: SyntaxTree, node: SyntaxNode, limit: number): string {
  return tree.text.slice(node.start, Math.min(node.end, node.start + limit * 4)).replace(/\s+/g, ' ')
}

/** Every node below (and with) this one, in the order of the text. `enter` false skips what is below a node. */
export function* descendants(
  node: SyntaxNode,
  enter: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  const stack = [node]
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next
    if (next !== node && !enter(next)) continue
    for (let i = next.children.length - 1; i >= 0; i -= 1) stack.push(next.children[i] as SyntaxNode)
  }
}

/** Looks through parentheses and `await`. */
export function unwrap(node: SyntaxNode): SyntaxNode {
  let inner = node
  while ((inner.type === 'parenthesized_expression' || inner.type === 'await') && inner.children.length === 1) {
    inner = inner.children[0] as SyntaxNode
  }
  return inner
}

/** Offsets at which lines start, for line numbers from offsets. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    return starts
  }
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return starts
}

/** Line of an offset, from 1. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
