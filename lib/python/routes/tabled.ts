import type { RouteRecord } from '../record'
import type { RouteInput } from '../routes'
import { child, type SyntaxNode, textOf } from '../syntax'
import type { Place } from '../walk'
import { handlerName, positional, routePath } from './path'

const TABLE_NAMES = /(^|\.|_)(handlers|urls|routes|url_patterns|urlpatterns|url_handlers|default_handlers)$/i

/** Tornado's `(r'/users', UsersHandler)` in an Application or in a list of handlers, and its `url(...)`. */
export function tabledRoutes(input: RouteInput): RouteRecord[] {
  if (!usesTornado(input)) return []
  const found = new Map<number, RouteRecord>()
  for (const { node, place } of input.index.of('call', 'assignment', 'augmented_assignment')) {
    if (node.type === 'call') {
      const called = child(node, 'function')
      const callee = (called && input.resolver.resolve(called, place.scope)) ?? ''
      const list = child(node, 'arguments')
      if (/^tornado\.(web\.(url|URLSpec)|routing\.(Rule|URLSpec))$/.test(callee) && list)
        add(node, entry(input, positional(list), node, place))
      else if (/^tornado\.web\.Application$|Application\.__init__$|^super\(\)\.__init__$|\.add_handlers$/.test(callee))
        addTuples(list, place)
    } else {
      const left = child(node, 'left')
      if (left && TABLE_NAMES.test(textOf(input.index.tree, left))) addTuples(child(node, 'right'), place)
    }
  }
  return [...found.values()]

  function add(node: SyntaxNode, route: RouteRecord | null): void {
    if (route) found.set(node.start, route)
  }

  function addTuples(root: SyntaxNode | null, place: Place): void {
    const stack = root ? [root] : []
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.type === 'tuple') add(node, entry(input, node.children, node, place))
      else if (
        /^(argument_list|list|keyword_argument|binary_operator|list_splat|parenthesized_expression)$/.test(node.type)
      )
        stack.push(...node.children.toReversed())
    }
  }
}

function entry(input: RouteInput, parts: readonly SyntaxNode[], node: SyntaxNode, place: Place): RouteRecord | null {
  const [first, second] = parts
  if (!first || !second) return null
  const path = routePath(input.index.tree, first, place.scope)
  const handler = handlerName(input.index.tree, second)
  if (path === null || handler === null || !/^[/(.^]/.test(path)) return null
  return { framework: 'tornado', methods: [], path, line: node.line, handler, on: null }
}

function usesTornado(input: RouteInput): boolean {
  if (input.imported === 'tornado') return true
  return [...input.index.module.scope.names.values()]
    .flat()
    .some((binding) => binding.kind === 'import' && /^tornado\b/.test(binding.target))
}
