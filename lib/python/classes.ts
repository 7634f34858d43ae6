import { readDecorators } from './decorators'
import { hasDocstring } from './docstring'
import type { ClassRecord } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import type { ValueReader } from './values'
import { type Index, nameOf } from './walk'

const MAX_CLASSES = 5000
const MAX_FIELDS = 300

export function readClasses(index: Index, resolver: Resolver, values: ValueReader): ClassRecord[] {
  return index
    .of('class_definition')
    .slice(0, MAX_CLASSES)
    .map(({ node, place }) => {
      const own = nameOf(index.tree, node)
      const name = `${place.prefix}${own}`
      const body = child(node, 'body')
      return {
        name,
        line: node.line,
        endLine: node.endLine,
        public: place.function === null && !name.split('.').some((part) => part.startsWith('_')),
        docstring: hasDocstring(body),
        bases: readBases(index.tree, node, place.scope, resolver),
        decorators: readDecorators(index.tree, node, place.scope, resolver, values),
        fields: readFields(index.tree, body, place.scope, values),
      }
    })
}

/** Subscripts are left out: `Generic[T]` is `typing.Generic`. Keywords are too, but a metaclass counts as a base. */
function readBases(tree: SyntaxTree, node: SyntaxNode, scope: Scope, resolver: Resolver): string[] {
  return (child(node, 'superclasses')?.children ?? []).flatMap((base) => {
    const expression = base.type === 'keyword_argument' ? metaclass(tree, base) : base
    if (!expression) return []
    const plain = expression.type === 'subscript' ? (child(expression, 'value') ?? expression) : expression
    return [safeText(resolver.resolve(plain, scope) ?? textOf(tree, plain), 200)]
  })
}

function metaclass(tree: SyntaxTree, keyword: SyntaxNode): SyntaxNode | null {
  const name = child(keyword, 'name')
  return name && textOf(tree, name) === 'metaclass' ? child(keyword, 'value') : null
}

function readFields(
  tree: SyntaxTree,
  body: SyntaxNode | null,
  scope: Scope,
  values: ValueReader,
): ClassRecord['fields'] {
  return (body?.children ?? [])
    .slice(0, 2000)
    .flatMap((statement) => {
      const assignment = statement.type === 'expression_statement' ? statement.children[0] : null
      if (assignment?.type !== 'assignment') return []
      const left = child(assignment, 'left')
      if (left?.type !== 'identifier') return []
      const name = textOf(tree, left)
      const annotation = child(assignment, 'type')
      const right = child(assignment, 'right')
      return [
        {
          name,
          ...(annotation ? { annotation: safeText(textOf(tree, annotation), 120) } : {}),
          ...(right ? { value: values.value(right, scope, name) } : {}),
          line: assignment.line,
        },
      ]
    })
    .slice(0, MAX_FIELDS)
}
