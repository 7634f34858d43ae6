import { type Binding, enclosingClass, isSelf, lookUp, lookUpAttribute, type Scope } from './scope'
import { child, type SyntaxNode, type SyntaxTree, textOf, unwrap } from './syntax'

const MAX_DEPTH = 12
const MAX_SEGMENTS = 40
const OPAQUE_TYPES = /^(typing\.)?(Any|object|str|int|float|bool|bytes|dict|list|tuple|set|None|T|_T)$/

/** Resolves expressions of one module to dotted names; see CallRecord.callee. */
export interface Resolver {
  /** Null when the expression is no chain of names, attributes and calls. */
  resolve(node: SyntaxNode, scope: Scope): string | null
}

export function createResolver(tree: SyntaxTree): Resolver {
  const context = { tree, known: new Map<SyntaxNode, string | null>() }
  return { resolve: (node, scope) => resolveNode(context, node, scope, 0) }
}

interface Context {
  readonly tree: SyntaxTree
  /** What was resolved already; null while it is being resolved, so that a circle ends. */
  readonly known: Map<SyntaxNode, string | null>
}

function resolveNode(context: Context, expression: SyntaxNode, scope: Scope, depth: number): string | null {
  if (depth > MAX_DEPTH) return null
  const known = context.known.get(expression)
  if (known !== undefined) return known
  context.known.set(expression, null)
  const resolved = resolveChain(context, expression, scope, depth)
  context.known.set(expression, resolved)
  return resolved
}

function resolveChain(context: Context, expression: SyntaxNode, scope: Scope, depth: number): string | null {
  const suffix: string[] = []
  let node = unwrap(expression)
  for (let count = 0; count < MAX_SEGMENTS; count += 1) {
    if (node.type === 'attribute') {
      const object = child(node, 'object')
      const attribute = child(node, 'attribute')
      if (!object || !attribute) return null
      const own = ownAttribute(context, object, attribute, scope, depth)
      if (own) return own + suffix.reverse().join('')
      suffix.push(`.${textOf(context.tree, attribute)}`)
      node = unwrap(object)
    } else if (node.type === 'call') {
      const called = child(node, 'function')
      if (!called) return null
      suffix.push('()')
      node = unwrap(called)
    } else if (node.type === 'subscript') {
      const value = child(node, 'value')
      if (!value) return null
      suffix.push('[]')
      node = unwrap(value)
    } else break
  }
  if (suffix.at(-1) === '()' && node.type === 'identifier') {
    const made = returned(context, node, scope, depth)
    if (made) return made + suffix.slice(0, -1).reverse().join('')
  }
  const root = rootName(context, node, scope, depth)
  if (root === null) return null
  return root + suffix.reverse().join('')
}

/** What a function of this module makes: by what it returns (`return app`), else by its annotation. */
function returned(context: Context, called: SyntaxNode, scope: Scope, depth: number): string | null {
  const binding = lookUp(scope, textOf(context.tree, called), called.start)
  if (binding?.kind !== 'definition' || binding.node.type !== 'function_definition') return null
  const inside = binding.scope.inner.get(binding.node)
  for (const expression of inside?.returns ?? []) {
    const made = inside && resolveNode(context, expression, inside, depth + 1)
    if (made?.endsWith('()') && made.includes('.')) return made
  }
  const annotation = child(binding.node, 'return_type')
  return annotation && typeMeaning(context, annotation, binding.scope, depth + 1)
}

function rootName(context: Context, node: SyntaxNode, scope: Scope, depth: number): string | null {
  if (node.type === 'string' || node.type === 'concatenated_string') return 'str'
  if (node.type === 'list') return 'list'
  if (node.type === 'dictionary') return 'dict'
  if (node.type !== 'identifier') return null
  const name = textOf(context.tree, node)
  if (isSelf(scope, name)) return name
  const binding = lookUp(scope, name, node.start)
  return (binding && meaning(context, binding, depth)) ?? name
}

/** `self.client` by what the class assigns to it. */
function ownAttribute(
  context: Context,
  object: SyntaxNode,
  attribute: SyntaxNode,
  scope: Scope,
  depth: number,
): string | null {
  if (object.type !== 'identifier' || !enclosingClass(scope)) return null
  const name = textOf(context.tree, object)
  if (!isSelf(scope, name)) return null
  const binding = lookUpAttribute(scope, textOf(context.tree, attribute))
  return binding && meaning(context, binding, depth)
}

/** What a binding stands for, or null when it tells nothing more than its name. */
function meaning(context: Context, binding: Binding, depth: number): string | null {
  if (binding.kind === 'import') return binding.target
  if (binding.kind === 'type') return typeMeaning(context, binding.annotation, binding.scope, depth)
  if (binding.kind !== 'value') return null
  const value = unwrap(binding.value)
  if (value.type === 'boolean_operator' || value.type === 'conditional_expression') {
    const useful = value.children.map(unwrap).find((node) => node.type === 'call')
    return useful ? resolveNode(context, useful, binding.scope, depth + 1) : null
  }
  if (value.type !== 'call' && value.type !== 'attribute' && value.type !== 'identifier') return null
  return resolveNode(context, value, binding.scope, depth + 1)
}

/** `X`, `X | None`, `Optional[X]`, `Annotated[X, ...]` and `"X"` stand for an instance of X. */
function typeMeaning(context: Context, annotation: SyntaxNode, scope: Scope, depth: number): string | null {
  let node = annotation
  for (let i = 0; i < 6; i += 1) {
    if (node.type === 'type' && node.children[0]) node = node.children[0]
    else if (node.type === 'binary_operator' || node.type === 'union_type') {
      const left = node.children.find((part) => textOf(context.tree, part) !== 'None')
      if (!left) return null
      node = left
    } else if (node.type === 'generic_type' || node.type === 'subscript') {
      const [outer, ...inner] = node.children
      const name = outer ? textOf(context.tree, outer) : ''
      if (!/^(\w+\.)?(Optional|Annotated)$/.test(name)) return null
      const argument = inner[0]?.type === 'type_parameter' ? inner[0].children[0] : inner[0]
      if (!argument) return null
      node = argument
    } else break
  }
  if (node.type === 'string') return quotedType(context, node, scope)
  const resolved =
    node.type === 'identifier' || node.type === 'attribute' ? resolveNode(context, node, scope, depth + 1) : null
  return resolved && !OPAQUE_TYPES.test(resolved) ? `${resolved}()` : null
}

function quotedType(context: Context, node: SyntaxNode, scope: Scope): string | null {
  const written = textOf(context.tree, node)
    .slice(1, -1)
    .slice(0, 200)
    .replace(/(?:(?<! ) +)?\| *None$|^None *\| */, '')
    .replace(/^(?:typing\.)?Optional\[([^[\]]*)\]$/, '$1')
  if (!/^[A-Za-z_][\w.]{0,100}$/.test(written)) return null
  const [root = '', ...rest] = written.split('.')
  const binding = lookUp(scope, root, node.start)
  const target = binding?.kind === 'import' ? binding.target : root
  const resolved = [target, ...rest].join('.')
  return OPAQUE_TYPES.test(resolved) ? null : `${resolved}()`
}
