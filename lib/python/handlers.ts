import { handlerEffects } from './handler-effects'
import type { HandlerRecord, SuppressionRecord } from './record'
import type { Resolver } from './resolve'
import { child, type SyntaxNode, type SyntaxTree, textOf, unwrap } from './syntax'
import { type Index, isHandler, type Place } from './walk'

export function readHandlers(
  index: Index,
  resolver: Resolver,
  suppressions: readonly SuppressionRecord[],
): HandlerRecord[] {
  return index
    .of('try_statement')
    .flatMap(({ node, place }) =>
      node.children
        .filter(isHandler)
        .map((handler) => readHandler(index.tree, node, handler, place, resolver, suppressions)),
    )
}

function readHandler(
  tree: SyntaxTree,
  statement: SyntaxNode,
  handler: SyntaxNode,
  place: Place,
  resolver: Resolver,
  suppressions: readonly SuppressionRecord[],
): HandlerRecord {
  const body = handler.children.find((next) => next.type === 'block') ?? null
  const caught = handler.children.filter((next) => next.type !== 'block')
  const types = caught
    .flatMap(typesOf)
    .map((type) => resolver.resolve(type, place.scope) ?? textOf(tree, type).slice(0, 120))
  const name = boundName(tree, handler)
  const firstLine = body?.children[0]?.line ?? handler.line
  return {
    line: handler.line,
    endLine: handler.endLine,
    types,
    breadth: types.length === 0 ? 'bare' : types.some(isBroad) ? 'broad' : 'narrow',
    ...handlerEffects(tree, body, name, place.scope, resolver),
    silent: (body?.children ?? []).every((next) => isNothing(next)),
    optionalImport: onlyImports(child(statement, 'body')),
    scope: place.function,
    inMain: place.inMain,
    suppressed: suppressions.some(
      (suppression) => suppression.line >= handler.line && suppression.line <= firstLine && excuses(suppression),
    ),
  }
}

function typesOf(node: SyntaxNode): SyntaxNode[] {
  if (node.field === 'alias') return []
  const expression = unwrap(node)
  if (expression.type === 'as_pattern') return expression.children[0] ? typesOf(expression.children[0]) : []
  if (expression.type === 'tuple' || expression.type === 'expression_list') return expression.children.flatMap(typesOf)
  if (expression.type === 'list_splat') return expression.children.flatMap(typesOf)
  return [expression]
}

function boundName(tree: SyntaxTree, handler: SyntaxNode): string | null {
  for (const node of handler.children) {
    if (node.field === 'alias') return textOf(tree, node)
    if (node.type !== 'as_pattern') continue
    const target = node.children.find((next) => next.type === 'as_pattern_target')
    if (target) return textOf(tree, target)
  }
  return null
}

function isBroad(type: string): boolean {
  return /^(builtins\.)?(Exception|BaseException)$/.test(type)
}

function isNothing(node: SyntaxNode): boolean {
  if (node.type === 'pass_statement' || node.type === 'continue_statement' || node.type === 'break_statement')
    return true
  const expression = node.type === 'expression_statement' ? node.children[0] : null
  return expression?.type === 'ellipsis' || expression?.type === 'string'
}

/** Imports, and beside them flags (`HAS_YAML = True`) and definitions that need what was imported. */
function onlyImports(body: SyntaxNode | null): boolean {
  const statements = body?.children ?? []
  const isImport = (node: SyntaxNode) => /^(import|import_from|future_import)_statement$/.test(node.type)
  const isFlag = (node: SyntaxNode) => {
    const assignment = node.type === 'expression_statement' ? node.children[0] : null
    if (assignment?.type !== 'assignment') return false
    return /^(true|false|none|identifier|attribute|string|integer)$/.test(child(assignment, 'right')?.type ?? '')
  }
  const isDefinition = (node: SyntaxNode) => /^(function|class|decorated)_definition$/.test(node.type)
  return statements.some(isImport) && statements.every((node) => isImport(node) || isFlag(node) || isDefinition(node))
}

function excuses({ kind, codes }: SuppressionRecord): boolean {
  if (kind === 'noqa') return codes.some((code) => /^(E722|BLE001|BLE|S110|S112|B001|W0702|PERF203)$/i.test(code))
  if (kind === 'nosec') return codes.some((code) => /^(B110|B112|try_except_(pass|continue))$/i.test(code))
  return (
    kind === 'pylint-disable' &&
    codes.some((code) => /^(bare-except|broad-except|broad-exception-caught|W0702|W0703|W0718)$/.test(code))
  )
}
