import { parameterName } from './bind'
import { readDecorators } from './decorators'
import { hasDocstring } from './docstring'
import type { FunctionRecord, ParameterRecord } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { safeText } from './secrets'
import { child, descendants, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import { typeComment } from './type-comments'
import type { ValueReader } from './values'
import { type Index, nameOf, type Place } from './walk'

const MAX_FUNCTIONS = 10_000

/** `complexities`: line of the function's name to what Ruff's C901 counts. */
export function readFunctions(
  index: Index,
  resolver: Resolver,
  values: ValueReader,
  complexities: ReadonlyMap<number, number>,
): FunctionRecord[] {
  return index
    .of('function_definition')
    .slice(0, MAX_FUNCTIONS)
    .map(({ node, place }) => readFunction(index.tree, node, place, resolver, values, complexities))
}

function readFunction(
  tree: SyntaxTree,
  node: SyntaxNode,
  place: Place,
  resolver: Resolver,
  values: ValueReader,
  complexities: ReadonlyMap<number, number>,
): FunctionRecord {
  const name = nameOf(tree, node)
  const method = place.class !== null
  const nested = place.function !== null
  const decorators = readDecorators(tree, node, place.scope, resolver, values)
  const bound = method && !decorators.some((decorator) => decorator.name === 'staticmethod')
  const parameters = readParameters(tree, node, place.scope, values, bound)
  const returns = child(node, 'return_type')
  const body = child(node, 'body')
  const comment = typeComment(tree, node, parameters.length)
  const nameLine = child(node, 'name')?.line ?? node.line
  const annotated =
    comment ||
    (parameters.every(({ annotation }) => annotation !== undefined) && (returns !== null || name === '__init__'))
  return {
    name,
    qualifiedName: `${place.prefix}${name}`,
    line: node.line,
    endLine: node.endLine,
    async: /^async\b/.test(tree.text.slice(node.start, node.start + 6)),
    method,
    nested,
    public: !nested && !name.startsWith('_') && !(place.class ?? '').split('.').some((part) => part.startsWith('_')),
    docstring: hasDocstring(body),
    parameters,
    ...(returns ? { returns: safeText(textOf(tree, returns), 120) } : {}),
    annotated,
    overload: decorators.some((decorator) => /(^|\.)overload$/.test(decorator.name)),
    complexity: complexities.get(nameLine) ?? 1,
    decorators,
    assertions: body ? countAssertions(tree, body) : 0,
  }
}

function readParameters(
  tree: SyntaxTree,
  node: SyntaxNode,
  scope: Scope,
  values: ValueReader,
  bound: boolean,
): ParameterRecord[] {
  const all = (child(node, 'parameters')?.children ?? []).flatMap((parameter) => {
    const identifier = parameterName(parameter)
    if (!identifier) return []
    const name = textOf(tree, identifier)
    const annotation = child(parameter, 'type')
    const value = child(parameter, 'value')
    return [
      {
        name,
        ...(annotation ? { annotation: safeText(textOf(tree, annotation), 120) } : {}),
        ...(value ? { default: values.value(value, scope, name) } : {}),
      },
    ]
  })
  return bound ? all.slice(1) : all
}

function countAssertions(tree: SyntaxTree, body: SyntaxNode): number {
  let count = 0
  for (const node of descendants(body)) {
    if (node.type === 'assert_statement') count += 1
    if (node.type !== 'call') continue
    const called = child(node, 'function')
    if (!called || called.end - called.start > 200) continue
    const last = /\b\d*([A-Za-z_]\w*)$/.exec(textOf(tree, called))?.[1] ?? ''
    if (/^assert/i.test(last)) count += 1
    else if (/^(pytest\.)?(raises|warns|deprecated_call)$|^(pytest|self)\.fail$|^expect$/.test(textOf(tree, called)))
      count += 1
  }
  return count
}
