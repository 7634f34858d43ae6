import type { SyntaxNode } from './syntax'

/** What a name stands for from some offset on. */
export type Binding =
  | { readonly kind: 'import'; readonly at: number; readonly target: string }
  /** Assigned from an expression (also `with ... as` and `:=`). */
  | { readonly kind: 'value'; readonly at: number; readonly value: SyntaxNode; readonly scope: Scope }
  /** A parameter or field whose annotation says what it is. */
  | { readonly kind: 'type'; readonly at: number; readonly annotation: SyntaxNode; readonly scope: Scope }
  /** A function or class of this module. */
  | { readonly kind: 'definition'; readonly at: number; readonly node: SyntaxNode; readonly scope: Scope }
  /** Bound to something that can't be told: a loop variable, a parameter without annotation... */
  | { readonly kind: 'opaque'; readonly at: number }

/** Names of a module, class or function. `attributes` holds `self.x` of a class. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function'
  readonly parent: Scope | null
  readonly names: Map<string, Binding[]>
  readonly attributes: Map<string, Binding[]>
  /** `global` and `nonlocal` names, which bind in the module. */
  readonly outer: Set<string>
  /** First parameter of a method: `self` or `cls`. */
  readonly self: string | null
  /** Expressions that it returns. */
  readonly returns: SyntaxNode[]
  /** Scopes of the functions defined in it, by their node. */
  readonly inner: Map<SyntaxNode, Scope>
}

export function newScope(kind: Scope['kind'], parent: Scope | null, self: string | null = null): Scope {
  return {
    kind,
    parent,
    names: new Map(),
    attributes: new Map(),
    outer: new Set(),
    self,
    returns: [],
    inner: new Map(),
  }
}

export function bind(scope: Scope, name: string, binding: Binding): void {
  const target = scope.outer.has(name) ? moduleScope(scope) : scope
  append(target.names, name, binding)
}

export function bindAttribute(scope: Scope, name: string, binding: Binding): void {
  const owner = enclosingClass(scope)
  if (owner) append(owner.attributes, name, binding)
}

/** The class that a method (or a function inside of it) belongs to. */
export function enclosingClass(scope: Scope): Scope | null {
  for (let at: Scope | null = scope; at; at = at.parent) if (at.kind === 'class') return at
  return null
}

export function isSelf(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.kind === 'function' && at.self === name) return true
    if (at.kind === 'function' && at.names.has(name)) return false
  }
  return false
}

/** The binding that holds for a use at this offset, as Python's scopes would find it. */
export function lookUp(scope: Scope, name: string, offset: number): Binding | null {
  let own = true
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.kind === 'class' && !own) continue
    const bindings = at.names.get(name)
    if (bindings && !at.outer.has(name)) return own ? before(bindings, offset) : telling(bindings)
    own = false
  }
  return null
}

export function lookUpAttribute(scope: Scope, name: string): Binding | null {
  const bindings = enclosingClass(scope)?.attributes.get(name)
  return bindings ? telling(bindings) : null
}

function before(bindings: readonly Binding[], offset: number): Binding | null {
  let found: Binding | null = null
  for (const binding of bindings) if (binding.at < offset && !isNone(binding)) found = binding
  return found ?? telling(bindings.filter((binding) => binding.at >= offset)) ?? bindings[0] ?? null
}

function telling(bindings: readonly Binding[]): Binding | null {
  const useful = bindings.filter((binding) => binding.kind !== 'opaque' && !isNone(binding))
  return useful.at(-1) ?? bindings.at(-1) ?? null
}

function isNone(binding: Binding): boolean {
  return binding.kind === 'value' && binding.value.type === 'none'
}

function moduleScope(scope: Scope): Scope {
  let at = scope
  while (at.parent) at = at.parent
  return at
}

function append(map: Map<string, Binding[]>, name: string, binding: Binding): void {
  const list = map.get(name)
  if (!list) map.set(name, [binding])
  else if (list.length < 50) list.push(binding)
}
