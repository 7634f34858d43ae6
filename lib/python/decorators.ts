import type { DecoratorRecord } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, textOf, unwrap } from './syntax'
import type { ValueReader } from './values'
import { decoratorsOf } from './walk'

export function readDecorators(
  tree: SyntaxTree,
  definition: SyntaxNode,
  scope: Scope,
  resolver: Resolver,
  values: ValueReader,
): DecoratorRecord[] {
  return decoratorsOf(definition).flatMap((decorator) => {
    const first = decorator.children[0]
    if (!first) return []
    const expression = unwrap(first)
    const called = expression.type === 'call' ? child(expression, 'function') : expression
    if (!called) return []
    const resolved = resolver.resolve(called, scope)
    const list = expression.type === 'call' ? child(expression, 'arguments') : null
    return [
      {
        name: safeText(resolved ?? textOf(tree, called), 200),
        line: decorator.line,
        ...values.arguments(list, scope, resolved),
      },
    ]
  })
}
