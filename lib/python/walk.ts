import { BINDERS, bindParameters } from './bind'
import { isOutsideProduction } from './development'
import { newScope, type Scope } from './scope'
import { child, type SyntaxNode, type SyntaxTree, textOf } from './syntax'

/** Where a node stands. Shared by all nodes of the same place. */
export interface Place {
  readonly scope: Scope
  /** qualifiedName of the enclosing function. */
  readonly function: string | null
  /** Name of the enclosing class (dotted when nested), when nothing but a class is in between. */
  readonly class: string | null
  /** Prefix of the qualified names defined here. */
  readonly prefix: string
  readonly inLoop: boolean
  readonly inTry: boolean
  readonly inHandler: boolean
  readonly inMain: boolean
  readonly optional: boolean
  readonly typeChecking: boolean
  readonly inTest: boolean
  /** Below a condition that does not hold in production. */
  readonly inDevelopment: boolean
}

export interface Visit {
  readonly node: SyntaxNode
  readonly place: Place
  /** Its number among all visits. */
  readonly at: number
}

/** Nodes by type with their place, in the order of the text; names are bound in the scopes of the places. */
export interface Index {
  readonly tree: SyntaxTree
  readonly module: Place
  of(...types: string[]): readonly Visit[]
}

const KEPT = [
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'function_definition',
  'class_definition',
  'call',
  'try_statement',
  'assignment',
  'augmented_assignment',
  'named_expression',
  'attribute',
  'identifier',
  'subscript',
  'comparison_operator',
  'assert_statement',
  'if_statement',
  'for_statement',
  'while_statement',
  'return_statement',
  'string',
  'concatenated_string',
]

export function indexTree(tree: SyntaxTree): Index {
  const byType = new Map<string, Visit[]>()
  const lists: Visit[][] = KEPT.map(() => [])
  for (const [at, type] of KEPT.entries()) byType.set(type, lists[at] as Visit[])
  const scope = newScope('module', null)
  const module: Place = {
    scope,
    function: null,
    class: null,
    prefix: '',
    inLoop: false,
    inTry: false,
    inHandler: false,
    inMain: false,
    optional: false,
    typeChecking: false,
    inTest: false,
    inDevelopment: false,
  }
  const nodes: SyntaxNode[] = [tree.root]
  const places: Place[] = [module]
  for (let at = 0; nodes.length > 0; at += 1) {
    const node = nodes.pop() as SyntaxNode
    const place = places.pop() as Place
    const { children } = node
    const use = USES.get(node.type)
    let inner: PlaceOfChild | null = null
    if (use) {
      if (use.kept >= 0) lists[use.kept]?.push({ node, place, at })
      use.bind?.(tree, node, place.scope)
      inner = use.place?.(tree, node, place) ?? null
    }
    for (let i = children.length - 1; i >= 0; i -= 1) {
      const next = children[i] as SyntaxNode
      nodes.push(next)
      places.push(inner ? inner(next) : place)
    }
  }
  const known = new Map<string, readonly Visit[]>()
  const of = (...types: string[]): readonly Visit[] => {
    const key = types.join()
    const found = known.get(key) ?? types.map((type) => byType.get(type) ?? []).reduce<readonly Visit[]>(merged, [])
    known.set(key, found)
    return found
  }
  return { tree, module, of }
}

/** Visits of both in the order of the text, in which each is. */
function merged(some: readonly Visit[], others: readonly Visit[]): readonly Visit[] {
  if (some.length === 0) return others
  if (others.length === 0) return some
  const both: Visit[] = []
  let next = 0
  for (const visit of some) {
    for (let other = others[next]; other && other.at < visit.at; other = others[next]) {
      both.push(other)
      next += 1
    }
    both.push(visit)
  }
  for (; next < others.length; next += 1) both.push(others[next] as Visit)
  return both
}

type PlaceOfChild = (next: SyntaxNode) => Place

/** By type of node: the place of each of its children; null where that is the node's own. */
const PLACES: Readonly<Record<string, (tree: SyntaxTree, node: SyntaxNode, place: Place) => PlaceOfChild | null>> = {
  function_definition: (tree, node, place) => onlyFor('body', functionPlace(tree, node, place), place),
  class_definition: (tree, node, place) => onlyFor('body', classPlace(tree, node, place), place),
  lambda(tree, node, place) {
    const scope = newScope('function', place.scope)
    bindParameters(tree, child(node, 'parameters'), scope)
    return onlyFor('body', { ...place, scope }, place)
  },
  for_statement: loopPlace,
  while_statement: loopPlace,
  try_statement: tryPlace,
  except_clause: handlerPlace,
  except_group_clause: handlerPlace,
  if_statement: ifPlace,
  list_comprehension: comprehensionPlace,
  set_comprehension: comprehensionPlace,
  dictionary_comprehension: comprehensionPlace,
  generator_expression: comprehensionPlace,
}

/** What is done with nodes of a type; `kept` is its number in KEPT, or -1. */
const USES: ReadonlyMap<string, { kept: number; bind?: (typeof BINDERS)[string]; place?: (typeof PLACES)[string] }> =
  new Map(
    [...new Set([...KEPT, ...Object.keys(BINDERS), ...Object.keys(PLACES)])].map((type) => [
      type,
      { kept: KEPT.indexOf(type), bind: BINDERS[type], place: PLACES[type] },
    ]),
  )

function loopPlace(_: SyntaxTree, _node: SyntaxNode, place: Place): PlaceOfChild {
  return onlyFor('body', { ...place, inLoop: true }, place)
}

function handlerPlace(_: SyntaxTree, _node: SyntaxNode, place: Place): PlaceOfChild {
  const handler = { ...place, inHandler: true }
  return (next) => (next.type === 'block' ? handler : place)
}

function comprehensionPlace(_: SyntaxTree, _node: SyntaxNode, place: Place): PlaceOfChild {
  const scope = newScope('function', place.scope)
  const outside = { ...place, scope }
  return onlyFor('body', { ...outside, inLoop: true }, outside)
}

function onlyFor(field: string, inside: Place, outside: Place): PlaceOfChild {
  return (next) => (next.field === field ? inside : outside)
}

function functionPlace(tree: SyntaxTree, node: SyntaxNode, place: Place): Place {
  const name = nameOf(tree, node)
  const qualified = `${place.prefix}${name}`
  const method = place.class !== null
  const parameters = child(node, 'parameters')
  const first = parameters?.children[0]
  const self = method && first && first.type === 'identifier' && !isStatic(tree, node) ? textOf(tree, first) : null
  const scope = newScope('function', place.scope, self)
  place.scope.inner.set(node, scope)
  bindParameters(tree, parameters, scope)
  return {
    ...place,
    scope,
    function: qualified,
    class: null,
    prefix: `${qualified}.<locals>.`,
    inLoop: false,
    inTry: false,
    inHandler: false,
    inTest: place.inTest || name.startsWith('test'),
  }
}

function classPlace(tree: SyntaxTree, node: SyntaxNode, place: Place): Place {
  const qualified = `${place.prefix}${nameOf(tree, node)}`
  return { ...place, scope: newScope('class', place.scope), class: qualified, prefix: `${qualified}.` }
}

function tryPlace(tree: SyntaxTree, node: SyntaxNode, place: Place): PlaceOfChild {
  const handlers = node.children.filter((next) => next.type === 'except_clause' || next.type === 'except_group_clause')
  const optional = handlers.some((handler) =>
    handler.children.some(
      (next) => next.type !== 'block' && /\b(ImportError|ModuleNotFoundError)\b/.test(textOf(tree, next).slice(0, 300)),
    ),
  )
  const body = { ...place, inTry: place.inTry || handlers.length > 0, optional: place.optional || optional }
  const handler = optional ? { ...place, optional } : place
  return (next) => (next.field === 'body' ? body : next.type === 'except_clause' ? handler : place)
}

function ifPlace(tree: SyntaxTree, node: SyntaxNode, place: Place): PlaceOfChild | null {
  const condition = child(node, 'condition')
  if (!condition || condition.end - condition.start > 200) return null
  const text = textOf(tree, condition)
  if (isMainCondition(text) && place.function === null) return onlyFor('consequence', { ...place, inMain: true }, place)
  if (/^\(?\s*(\w+\.)?TYPE_CHECKING\s*\)?$/.test(text)) {
    return onlyFor('consequence', { ...place, typeChecking: true }, place)
  }
  return isOutsideProduction(text.replace(/\s+/g, ' '))
    ? onlyFor('consequence', { ...place, inDevelopment: true }, place)
    : null
}

/** `__name__ == '__main__'`, either way round. */
export function isMainCondition(text: string): boolean {
  return /__name__\s*==\s*["']__main__["']|["']__main__["']\s*==\s*__name__/.test(text)
}

export function nameOf(tree: SyntaxTree, node: SyntaxNode): string {
  const name = child(node, 'name')
  return name ? textOf(tree, name) : ''
}

function isStatic(tree: SyntaxTree, node: SyntaxNode): boolean {
  return decoratorsOf(node).some((decorator) => textOf(tree, decorator).replace('@', '').trim() === 'staticmethod')
}

/** `decorator` nodes of a function or class. */
export function decoratorsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.parent?.type !== 'decorated_definition') return []
  return node.parent.children.filter((next) => next.type === 'decorator')
}

export function isHandler(node: SyntaxNode): boolean {
  return node.type === 'except_clause' || node.type === 'except_group_clause'
}
