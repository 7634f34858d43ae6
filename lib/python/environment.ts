import type { EnvironmentRead, Value } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { child, type SyntaxNode } from './syntax'
import { plainText, type ValueReader } from './values'
import type { Index, Place } from './walk'

const MAX_READS = 2000

/** Callee of a read to its `via`, with the place of the name among the arguments. */
const READERS: readonly (readonly [RegExp, string])[] = [
  [/^os\.(getenv|getenvb)$/, 'os.getenv'],
  [/^os\.environb?\.(get|pop|__getitem__)$/, 'os.environ'],
  [/^decouple\.(config|AutoConfig\(\)|Config\(\))$/, 'decouple'],
  [/^environ\.(Env|FileAwareEnv)\(\)(\.\w+)?$/, 'environ.Env'],
  [/^environs\.(Env|env|EnvParser)(\(\))?(\.\w+)?$/, 'environs'],
  [/^starlette\.config\.(Config\(\)|environ)(\.get)?$/, 'starlette.config'],
  [/^prefect\.blocks|^airflow\.models\.Variable\.get$/, 'airflow.Variable'],
]
const NOT_READS = /\.(read_env|read_envfile|prefixed|seal|dump|add_parser|parser_for|Path|smart_cast)$/

export function readEnvironmentReads(index: Index, resolver: Resolver, values: ValueReader): EnvironmentRead[] {
  const reads: EnvironmentRead[] = []
  for (const { node, place } of index.of('call', 'subscript', 'comparison_operator', 'attribute', 'identifier')) {
    if (reads.length >= MAX_READS) break
    if (node.type === 'call') reads.push(...fromCall(index, node, place, resolver, values))
    else if (node.type === 'subscript') reads.push(...fromSubscript(index, node, place, resolver))
    else if (node.type === 'comparison_operator') reads.push(...fromMembership(index, node, place, resolver))
    else if (isWhole(node) && resolver.resolve(node, place.scope) === 'os.environ') {
      reads.push({ name: null, via: 'os.environ', line: node.line, scope: place.function })
    }
  }
  return reads
}

function fromCall(
  index: Index,
  node: SyntaxNode,
  place: Place,
  resolver: Resolver,
  values: ValueReader,
): EnvironmentRead[] {
  const called = child(node, 'function')
  const list = child(node, 'arguments')
  if (!called || !list) return []
  const callee = resolver.resolve(called, place.scope)
  if (callee === null) return []
  const at = { line: node.line, scope: place.function }
  const via = NOT_READS.test(callee) ? null : READERS.find(([pattern]) => pattern.test(callee))?.[1]
  if (via) {
    const first =
      list.children.find((next) => next.type !== 'keyword_argument') ?? keyword(index, list, 'key', 'name', 'var_name')
    if (!first) return []
    const name = plainText(index.tree, first)
    const fallback = defaultOf(index, list, place.scope, values, name)
    return [{ name, via, ...(fallback ? { default: fallback } : {}), ...at }]
  }
  const variable = keyword(index, list, 'envvar', 'env', 'auto_envvar_prefix')
  if (!variable || !/^(click|typer|cyclopts|rich_click)\b/.test(callee)) return []
  const name = plainText(index.tree, variable)
  const fallback = defaultOf(index, list, place.scope, values, name, false)
  return [{ name, via: callee.split('.', 1)[0] ?? callee, ...(fallback ? { default: fallback } : {}), ...at }]
}

function defaultOf(
  index: Index,
  list: SyntaxNode,
  scope: Scope,
  values: ValueReader,
  name: string | null,
  positional = true,
): Value | null {
  const plain = list.children.filter((next) => next.type !== 'keyword_argument')
  const node = keyword(index, list, 'default') ?? (positional ? plain[1] : undefined)
  return node ? values.value(node, scope, name) : null
}

function keyword(index: Index, list: SyntaxNode, ...names: string[]): SyntaxNode | null {
  for (const argument of list.children) {
    const name = argument.type === 'keyword_argument' ? child(argument, 'name') : null
    if (name && names.includes(index.tree.text.slice(name.start, name.end))) return child(argument, 'value')
  }
  return null
}

function fromSubscript(index: Index, node: SyntaxNode, place: Place, resolver: Resolver): EnvironmentRead[] {
  const value = child(node, 'value')
  const key = child(node, 'subscript')
  if (!value || !key || isWritten(node)) return []
  const name = resolver.resolve(value, place.scope)
  if (name !== 'os.environ' && name !== 'os.environb') return []
  return [{ name: plainText(index.tree, key), via: 'os.environ', line: node.line, scope: place.function }]
}

/** `'CI' in os.environ`. */
function fromMembership(index: Index, node: SyntaxNode, place: Place, resolver: Resolver): EnvironmentRead[] {
  const [left, right] = node.children
  if (!left || !right || node.children.length !== 2) return []
  const name = plainText(index.tree, left)
  if (name === null || resolver.resolve(right, place.scope) !== 'os.environ') return []
  return [{ name, via: 'os.environ', line: node.line, scope: place.function }]
}

function isWritten(node: SyntaxNode): boolean {
  return node.parent?.type === 'delete_statement' || (node.parent?.type === 'assignment' && node.field === 'left')
}

/** The environment as a whole: `dict(os.environ)`, `env = os.environ`. */
function isWhole(node: SyntaxNode): boolean {
  const parent = node.parent
  if (!parent) return false
  if (/^(dictionary_splat|assignment|keyword_argument|argument_list|return_statement)$/.test(parent.type)) {
    return node.field !== 'left' && node.field !== 'name'
  }
  return false
}
