import { firstFitting, perText } from './per-text'
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
  [
    /^prefect\.blocks|^prefect\.variables\.Variable\.get$|^airflow\.(?:models|sdk)\.(?:\w+\.)?Variable\.get$/,
    'airflow.Variable',
  ],
  [/^airflow\.(?:\w+\.){1,4}(?:BaseHook|Connection)(?:\(\))?\.(?:get_connection|get)$/, 'airflow.Connection'],
  [/^streamlit\.secrets\.(?:get|__getitem__)$/, 'streamlit.secrets'],
  // `rigour.env.env_str('API_URL')`: a helper that says in its name and its module's what it reads.
  [/^\w[\w.]{0,100}\.env\.(?:env|get_?env)(?:_\w{1,40})?$/, 'env'],
]
const NOT_READS = /\.(read_env|read_envfile|prefixed|seal|dump|add_parser|parser_for|Path|smart_cast)$/

const anyReader = firstFitting(READERS)
const readerOf = perText((callee) => (NOT_READS.test(callee) ? null : anyReader(callee)))
const isOption = perText((callee) => /^(click|typer|cyclopts|rich_click)\b/.test(callee))

export function readEnvironmentReads(index: Index, resolver: Resolver, values: ValueReader): EnvironmentRead[] {
  const reads: EnvironmentRead[] = []
  for (const { node, place } of index.of('call', 'subscript', 'comparison_operator', 'attribute', 'identifier')) {
    if (reads.length >= MAX_READS) break
    if (node.type === 'call') reads.push(...fromCall(index, node, place, resolver, values))
    else if (node.type === 'subscript') reads.push(...fromSubscript(index, node, place, resolver))
    else if (node.type === 'comparison_operator') reads.push(...fromMembership(index, node, place, resolver))
    else if (isWhole(index, node) && resolver.resolve(node, place.scope) === 'os.environ') {
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
  const via = readerOf(callee)
  if (via) {
    const first =
      list.children.find((next) => next.type !== 'keyword_argument') ?? keyword(index, list, 'key', 'name', 'var_name')
    if (!first) return []
    const named = nameOf(index, first, place.scope, resolver)
    if (via === 'env' && !/^[A-Z][A-Z0-9_]{1,100}$/.test(named.name ?? '')) return []
    const fallback = defaultOf(index, list, place.scope, values, named.name)
    return [{ ...named, via, ...(fallback ? { default: fallback } : {}), ...at }]
  }
  const variable = isOption(callee) ? keyword(index, list, 'envvar', 'env', 'auto_envvar_prefix') : null
  if (!variable) return []
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
    if (argument.type === 'keyword_argument' && names.includes(keywordName(index, argument)))
      return child(argument, 'value')
  }
  return null
}

function fromSubscript(index: Index, node: SyntaxNode, place: Place, resolver: Resolver): EnvironmentRead[] {
  const value = child(node, 'value')
  const key = child(node, 'subscript')
  if (!value || !key || isWritten(node)) return []
  const name = resolver.resolve(value, place.scope)
  const via = name === 'os.environb' ? 'os.environ' : name
  if (via !== 'os.environ' && via !== 'streamlit.secrets') return []
  return [{ ...nameOf(index, key, place.scope, resolver), via, line: node.line, scope: place.function }]
}

/** The name as it is written, or the constant that holds it. */
function nameOf(
  index: Index,
  node: SyntaxNode,
  scope: Scope,
  resolver: Resolver,
): Pick<EnvironmentRead, 'name' | 'constant'> {
  const name = plainText(index.tree, node)
  if (name !== null) return { name }
  const constant = /^(?:identifier|attribute)$/.test(node.type) ? resolver.resolve(node, scope) : null
  return constant !== null && /^[\w.]{1,120}$/.test(constant) ? { name, constant } : { name }
}

const OWN_COPY = /^os\.environb?(?:\.copy\(\))?$/

/** `os.environ['MODE'] = 'x'`, also on a copy for a child process, and `os.putenv('MODE', 'x')`. */
export function readEnvironmentWrites(index: Index, resolver: Resolver): string[] {
  const written = new Set<string>()
  const add = (node: SyntaxNode | null | undefined, { scope }: Place) => {
    const { name, constant } = node ? nameOf(index, node, scope, resolver) : { name: null }
    const found = name ?? constant
    if (found && written.size < 200) written.add(found)
  }
  for (const { node, place } of index.of('subscript', 'call')) {
    if (node.type === 'subscript') {
      const value = child(node, 'value')
      if (value && isAssigned(node) && OWN_COPY.test(resolver.resolve(value, place.scope) ?? ''))
        add(child(node, 'subscript'), place)
    } else {
      const called = child(node, 'function')
      if (called && resolver.resolve(called, place.scope) === 'os.putenv')
        add(child(node, 'arguments')?.children[0], place)
    }
  }
  return [...written]
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
  return node.parent?.type === 'delete_statement' || isAssigned(node)
}

function isAssigned(node: SyntaxNode): boolean {
  return node.parent?.type === 'assignment' && node.field === 'left'
}

const WHOLE = new Set(['dictionary_splat', 'assignment', 'keyword_argument', 'argument_list', 'return_statement'])

/** The environment as a whole: `dict(os.environ)`, `env = os.environ`; not what is handed on to a child process. */
function isWhole(index: Index, node: SyntaxNode): boolean {
  const parent = node.parent
  if (!parent) return false
  if (parent.type === 'keyword_argument' && keywordName(index, parent) === 'env') return false
  const list = parent.type === 'dictionary_splat' ? parent.parent : parent
  if (list?.type === 'dictionary') return false
  if (list?.type === 'argument_list' && list.children.length > 1 && isCallOfDict(index, list)) return false
  return WHOLE.has(parent.type) && node.field !== 'left' && node.field !== 'name'
}

function keywordName(index: Index, argument: SyntaxNode): string {
  const name = child(argument, 'name')
  return name ? index.tree.text.slice(name.start, name.end) : ''
}

function isCallOfDict(index: Index, list: SyntaxNode): boolean {
  const called = list.parent ? child(list.parent, 'function') : null
  return called !== null && index.tree.text.slice(called.start, called.end) === 'dict'
}
