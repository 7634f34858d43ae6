import { assignedValue } from './assigned-value'
import { type Binding, bind, bindAttribute, type Scope } from './scope'
import { child, childOfType, type SyntaxNode, type SyntaxTree, textOf, unwrap } from './syntax'

type Binder = (tree: SyntaxTree, node: SyntaxNode, scope: Scope) => void

/** By type of node: binds the names that a statement or expression introduces in its scope. */
export const BINDERS: Readonly<Record<string, Binder>> = {
  import_statement: bindImport,
  import_from_statement: bindImport,
  function_definition: bindDefinition,
  class_definition: bindDefinition,
  assignment: bindAssignment,
  named_expression(tree, node, scope) {
    const name = child(node, 'name')
    const value = child(node, 'value')
    if (name && value) bind(scope, textOf(tree, name), { kind: 'value', at: node.end, value, scope })
  },
  as_pattern(tree, node, scope) {
    const value = node.children[0]
    const alias = childOfType(node, 'as_pattern_target')?.children[0]
    if (!alias || !value) return
    if (node.parent?.type === 'with_item') bindTo(tree, alias, { kind: 'value', at: alias.start, value, scope }, scope)
    else bindTo(tree, alias, { kind: 'opaque', at: alias.start }, scope)
  },
  for_statement: bindLoop,
  for_in_clause: bindLoop,
  global_statement: bindOutside,
  nonlocal_statement: bindOutside,
  return_statement(_, node, scope) {
    const value = node.children[0]
    if (value && scope.returns.length < 10) scope.returns.push(value)
  },
}

function bindDefinition(tree: SyntaxTree, node: SyntaxNode, scope: Scope): void {
  const name = child(node, 'name')
  if (name) bind(scope, textOf(tree, name), { kind: 'definition', at: node.start, node, scope })
}

function bindLoop(tree: SyntaxTree, node: SyntaxNode, scope: Scope): void {
  const left = child(node, 'left')
  if (left) bindTo(tree, left, { kind: 'opaque', at: left.start }, scope)
}

function bindOutside(tree: SyntaxTree, node: SyntaxNode, scope: Scope): void {
  for (const name of node.children) scope.outer.add(textOf(tree, name))
}

export function bindParameters(tree: SyntaxTree, parameters: SyntaxNode | null, scope: Scope): void {
  for (const parameter of parameters?.children ?? []) {
    const name = parameterName(parameter)
    if (!name) continue
    const annotation = child(parameter, 'type')
    const at = parameter.start
    const plain = parameter.children[0]?.type !== 'list_splat_pattern'
    if (annotation && plain) bind(scope, textOf(tree, name), { kind: 'type', at, annotation, scope })
    else bind(scope, textOf(tree, name), { kind: 'opaque', at })
  }
}

/** The identifier of a parameter, also of `*args: int = 1`; null for `*` and `/`. */
export function parameterName(parameter: SyntaxNode): SyntaxNode | null {
  if (parameter.type === 'identifier') return parameter
  const named = child(parameter, 'name')
  if (named) return named.type === 'identifier' ? named : parameterName(named)
  const first = parameter.children[0]
  if (!first || parameter.type === 'keyword_separator' || parameter.type === 'positional_separator') return null
  return first.type === 'identifier' ? first : (first.children.find((node) => node.type === 'identifier') ?? null)
}

function bindImport(tree: SyntaxTree, node: SyntaxNode, scope: Scope): void {
  const from = child(node, 'module_name')
  const prefix = from ? textOf(tree, from).replace(/\s+/g, '') : null
  for (const name of node.children) {
    if (name.field !== 'name') continue
    const aliased = name.type === 'aliased_import'
    const written = aliased ? child(name, 'name') : name
    const alias = aliased ? child(name, 'alias') : null
    if (!written) continue
    const dotted = textOf(tree, written).replace(/\s+/g, '')
    if (prefix !== null) {
      const target = /\.$/.test(prefix) ? `${prefix}${dotted}` : `${prefix}.${dotted}`
      bind(scope, alias ? textOf(tree, alias) : dotted, { kind: 'import', at: node.start, target })
    } else if (alias) {
      bind(scope, textOf(tree, alias), { kind: 'import', at: node.start, target: dotted })
    } else {
      const root = dotted.split('.', 1)[0] ?? dotted
      bind(scope, root, { kind: 'import', at: node.start, target: root })
    }
  }
}

function bindAssignment(tree: SyntaxTree, node: SyntaxNode, scope: Scope): void {
  const left = child(node, 'left')
  if (!left) return
  const right = assignedValue(node)
  const annotation = child(node, 'type')
  if (right && right.type !== 'none')
    bindTo(tree, left, { kind: 'value', at: node.end, value: unwrap(right), scope }, scope)
  else if (annotation) bindTo(tree, left, { kind: 'type', at: node.start, annotation, scope }, scope)
  else if (right) bindTo(tree, left, { kind: 'value', at: node.end, value: right, scope }, scope)
}

function bindTo(tree: SyntaxTree, target: SyntaxNode, binding: Binding, scope: Scope): void {
  if (target.type === 'identifier') {
    bind(scope, textOf(tree, target), binding)
    if (scope.kind === 'class') bindAttribute(scope, textOf(tree, target), binding)
    return
  }
  if (target.type === 'attribute') {
    const object = child(target, 'object')
    const attribute = child(target, 'attribute')
    if (!object || !attribute || object.type !== 'identifier') return
    const name = textOf(tree, object)
    if (name === scope.self || name === 'self' || name === 'cls') bindAttribute(scope, textOf(tree, attribute), binding)
    return
  }
  if (target.type === 'pattern_list' || target.type === 'tuple_pattern' || target.type === 'list_pattern') {
    for (const inner of target.children) {
      if (inner.type === 'identifier') bind(scope, textOf(tree, inner), { kind: 'opaque', at: binding.at })
    }
  }
}
