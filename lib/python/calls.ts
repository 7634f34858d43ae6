import { perText } from './per-text'
import type { AttributeRecord, CallRecord } from './record'
import type { Resolver } from './resolve'
import { safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, snippet } from './syntax'
import type { ValueReader } from './values'
import type { Index } from './walk'

const MAX_CALLS = 20_000
const MAX_ATTRIBUTES = 2000
const WRITTEN_LENGTH = 120

export function readCalls(index: Index, resolver: Resolver, values: ValueReader): CallRecord[] {
  return index
    .of('call')
    .slice(0, MAX_CALLS)
    .flatMap(({ node, place }) => {
      const called = child(node, 'function')
      if (!called) return []
      const written = safeText(snippet(index.tree, called, WRITTEN_LENGTH), WRITTEN_LENGTH)
      const callee = resolver.resolve(called, place.scope)
      return [
        {
          callee: callee === null ? written : safeText(callee, 200),
          written,
          line: node.line,
          endLine: node.endLine,
          ...values.arguments(child(node, 'arguments'), place.scope, callee, receiverOf(index.tree, node)),
          scope: place.function,
          awaited: isAwaited(node),
          inLoop: place.inLoop,
          inTry: place.inTry,
          inHandler: place.inHandler,
          inMain: place.inMain,
          ...(place.inDevelopment ? { inDevelopment: true as const } : {}),
        },
      ]
    })
}

const HANDS_ON = new Set([
  'call',
  'argument_list',
  'await',
  'parenthesized_expression',
  'boolean_operator',
  'conditional_expression',
])

/** What the result of a call is given to: `secret` of `secret = SecretStr('x')`, so that its argument is known as one. */
function receiverOf(tree: SyntaxTree, call: SyntaxNode): string | null {
  let from = call
  for (let node = call.parent, i = 0; node && i < 6; from = node, node = node.parent, i += 1) {
    if (node.type === 'keyword_argument') return nameIn(tree, node, 'name')
    if (node.type === 'default_parameter' || node.type === 'typed_default_parameter') return nameIn(tree, node, 'name')
    if (node.type === 'assignment') return from.field === 'right' ? nameIn(tree, node, 'left') : null
    if (node.type === 'pair') return nameIn(tree, node, 'key')
    if (!HANDS_ON.has(node.type)) return null
  }
  return null
}

function nameIn(tree: SyntaxTree, node: SyntaxNode, field: string): string | null {
  const found = child(node, field)
  return found && snippet(tree, found, 40).replace(/^["']|["']$/g, '')
}

function isAwaited(node: SyntaxNode): boolean {
  let parent = node.parent
  while (parent?.type === 'parenthesized_expression') parent = parent.parent
  return parent?.type === 'await'
}

const ROOTS =
  /^((flask|quart|bottle|sanic|pyramid|starlette|fastapi|django|cherrypy|web)(\.\w+)*\.)?(request|req|current_app|g|settings)\.|^self\.request\.|^sys\.(argv|stdin|stdout|stderr|path|excepthook)\b|^os\.environ\b|^(event|info\.context|message|msg)\.|(^|[._])(ns|api|namespace)\.payload\b/

const isOfRoot = perText((name) => /^[\w.[\]]+$/.test(name) && ROOTS.test(name))

/** Reads of names that matter, also as the object of a method call (`request.json` in `request.json.get('a')`). */
export function readAttributes(index: Index, resolver: Resolver): AttributeRecord[] {
  const found: AttributeRecord[] = []
  for (const { node, place } of index.of('attribute', 'identifier')) {
    if (found.length >= MAX_ATTRIBUTES) break
    if (!isRead(node)) continue
    // `request: HttpRequest` is an instance of its class; readers look for `request.POST`, as it is written.
    const resolved = resolver.resolve(node, place.scope)
    const name = resolved?.includes('(') ? snippet(index.tree, node, 200).replaceAll(' ', '') : resolved
    if (name?.includes('.') && isOfRoot(name) && (name === 'sys.argv' || !isAskedForKey(index.tree, node))) {
      found.push({ name: name.slice(0, 200), line: node.line, scope: place.function })
    }
  }
  return found
}

const isNaming = perText((type) => /^(keyword_argument|import|aliased_import|dotted_name|decorator)/.test(type))

function isRead(node: SyntaxNode): boolean {
  const parent = node.parent
  if (!parent) return false
  if (parent.type === 'call' && node.field === 'function') return false
  if (parent.type === 'attribute') return isCalledAttribute(parent) && node.field === 'object'
  if (isNaming(parent.type)) return node.field === 'value'
  return true
}

/** `'save' in request.POST`: which button was pressed, and nothing that was given. */
function isAskedForKey(tree: SyntaxTree, node: SyntaxNode): boolean {
  const { parent } = node
  if (parent?.type !== 'comparison_operator' || node.type !== 'attribute') return false
  const [key, held, ...more] = parent.children
  if (key?.type !== 'string' || held !== node || more.length > 0) return false
  return /^\s*(?:not\s+)?in\s*$/.test(tree.text.slice(key.end, Math.min(node.start, key.end + 50)))
}

function isCalledAttribute(node: SyntaxNode): boolean {
  return node.parent?.type === 'call' && node.field === 'function'
}
