import type { GrowthRecord, GuardRecord } from './record'
import type { Resolver } from './resolve'
import { safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, snippet, textOf, unwrap } from './syntax'
import type { Index, Visit } from './walk'

const MAX_KEPT = 2000
const MAX_CONDITION = 80
/** Of a condition or a set that are looked at. */
const MAX_OPERANDS = 50
const LITERAL = /^(?:string|integer|float|none|true|false)$/
const CONSTANT = /^(?:\w{1,40}\.){0,5}[A-Z][A-Z0-9_]{1,80}$/
const EXITS = /^(sys\.exit|exit|quit|os\._exit|(\w+\.)*abort|parser\.error|self\.fail)$/

/**
 * `if` statements that refuse: one of their branches raises, returns, continues or exits right away, or they go on only
 * with what is one of a fixed set.
 */
export function readGuards(index: Index, resolver: Resolver): GuardRecord[] {
  return index
    .of('if_statement')
    .filter((visit) => !visit.place.inTest && (refuses(index.tree, visit, resolver) || chooses(index.tree, visit.node)))
    .slice(0, MAX_KEPT)
    .map(({ node, place }) => ({
      condition: conditionOf(index.tree, node),
      line: node.line,
      scope: place.function,
    }))
}

function conditionOf(tree: SyntaxTree, node: SyntaxNode): string {
  const condition = child(node, 'condition')
  return condition ? safeText(snippet(tree, condition, MAX_CONDITION), MAX_CONDITION) : ''
}

function refuses(tree: SyntaxTree, { node, place }: Visit, resolver: Resolver): boolean {
  const branches = [
    child(node, 'consequence'),
    ...node.children
      .filter(({ type }) => type === 'elif_clause' || type === 'else_clause')
      .map((clause) => child(clause, 'consequence') ?? child(clause, 'body')),
  ]
  return branches.some((block) =>
    (block?.children ?? []).some((statement) => {
      if (/^(raise|return|continue)_statement$/.test(statement.type)) return true
      const call = statement.type === 'expression_statement' ? statement.children[0] : null
      const called = call?.type === 'call' ? child(call, 'function') : null
      return called !== null && EXITS.test(resolver.resolve(called, place.scope) ?? textOf(tree, called).slice(0, 120))
    }),
  )
}

/** `theme in ("dark", "light")`, `sort in ORDERS`, also beside other conditions that must hold. */
function chooses(tree: SyntaxTree, statement: SyntaxNode): boolean {
  const condition = child(statement, 'condition')
  const open = condition ? [condition] : []
  for (let looked = 0; open.length > 0 && looked < MAX_OPERANDS; looked += 1) {
    const node = unwrap(open.pop() as SyntaxNode)
    if (node.type === 'boolean_operator') open.push(...(holdsBoth(tree, node) ? node.children : []))
    else if (isChoice(tree, node)) return true
  }
  return false
}

function holdsBoth(tree: SyntaxTree, { children: [left, right] }: SyntaxNode): boolean {
  if (!left || !right) return false
  return /^(?:\s|\\)*and\b/.test(tree.text.slice(left.end, Math.min(right.start, left.end + 200)))
}

function isChoice(tree: SyntaxTree, node: SyntaxNode): boolean {
  const [given, set, ...more] = node.type === 'comparison_operator' ? node.children : []
  if (!given || !set || more.length > 0 || LITERAL.test(given.type)) return false
  if (!/^\s*in\s*$/.test(tree.text.slice(given.end, Math.min(set.start, given.end + 50)))) return false
  if (/^(?:tuple|list|set)$/.test(set.type))
    return set.children.length > 0 && set.children.slice(0, MAX_OPERANDS).every(({ type }) => LITERAL.test(type))
  return /^(?:identifier|attribute)$/.test(set.type) && CONSTANT.test(snippet(tree, set, 120))
}

/** `(attempt + 1) * 2`, `3 + retries`. */
const OF_ATTEMPT =
  /(?:attempt|retr(?:y|ies)|tries)\w{0,20}(?:\+1)?\)?[*+]|[*+]\(?(?:\w{1,20}\.)?\w{0,20}(?:attempt|retr(?:y|ies)|tries)/i

/**
 * Names that are multiplied where they stand (`pause *= 2`, `pause = min(pause * 2, 60)`), or that a power or the number
 * of the attempt gives.
 */
export function readGrowths({ tree, of }: Index): GrowthRecord[] {
  return of('augmented_assignment', 'assignment')
    .flatMap(({ node, place }) => {
      const left = child(node, 'left')
      if (!left || !/^(identifier|attribute)$/.test(left.type)) return []
      const name = snippet(tree, left, 120).replaceAll(' ', '')
      return grows(tree, node, name) ? [{ name, line: node.line, scope: place.function }] : []
    })
    .slice(0, MAX_KEPT)
}

function grows(tree: SyntaxTree, node: SyntaxNode, name: string): boolean {
  const right = child(node, 'right')
  if (!right || right.end - right.start > 200) return false
  const between = tree.text.slice((child(node, 'left') as SyntaxNode).end, right.start)
  if (node.type === 'augmented_assignment') return /\*=|<<=/.test(between)
  const text = textOf(tree, right).replaceAll(/\s/g, '')
  return (
    text.includes(`${name}*`) ||
    text.includes(`*${name}`) ||
    /\w\*\*\w|\w<<\w|\*\*\(|\bpow\(/.test(text) ||
    (OF_ATTEMPT.test(text) && !text.startsWith(`${name}+`))
  )
}
