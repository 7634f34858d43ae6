import type { RouteRecord } from '../record'
import type { RouteInput } from '../routes'
import { lookUp, type Scope } from '../scope'
import { child, type SyntaxNode, textOf, unwrap } from '../syntax'
import { decoratorsOf, nameOf } from '../walk'
import { cornicePath } from './cornice'
import { isNamedForRoutes, receiverFramework } from './frameworks'
import { keywordArgument, methodNames, positional, routePath } from './path'

const VERBS = /^(get|post|put|delete|patch|head|options|trace|connect)$/
const REGISTERS =
  /^(get|post|put|delete|patch|head|options|trace|route|api_route|websocket|websocket_route|view|page|custom_route|add_url_rule|operation|api_operation|register)$/
const LITESTAR = /^litestar(\.\w+)*\.(get|post|put|delete|patch|head|route|websocket|websocket_listener)$/
const BARE = /^(bottle|nameko\.\w+(\.\w+)*|blacksheep(\.server\.\w+)*)\.(route|get|post|put|delete|patch|http)$/

/** `@app.get('/users')`, `@bp.route('/')`, `@routes.view('/')`, Litestar's `@get('/')`. */
export function decoratedRoutes(input: RouteInput): RouteRecord[] {
  return input.index.of('function_definition', 'class_definition').flatMap(({ node, place }) => {
    const handler = `${place.prefix}${nameOf(input.index.tree, node)}`
    return decoratorsOf(node).flatMap((decorator) => {
      const route = fromDecorator(input, decorator, place.scope)
      if (!route) return []
      const framework = ofClass(route.framework, node)
      const methods = framework === route.framework ? route.methods : []
      return [{ ...route, framework, methods, line: decorator.line, handler }]
    })
  })
}

/** Flask itself registers functions only; `@api.route('/')` on a class is a resource of one of its API extensions. */
function ofClass(framework: string, { type }: SyntaxNode): string {
  return type === 'class_definition' && /^(flask|unknown)$/.test(framework) ? 'flask-restful' : framework
}

type Found = Pick<RouteRecord, 'framework' | 'methods' | 'path' | 'on'>

function fromDecorator(input: RouteInput, decorator: SyntaxNode, scope: Scope): Found | null {
  const { tree } = input.index
  const expression = decorator.children[0] && unwrap(decorator.children[0])
  if (expression?.type !== 'call') return null
  const called = child(expression, 'function')
  const list = child(expression, 'arguments')
  if (!called || !list) return null
  const callee = input.resolver.resolve(called, scope)
  if (callee === null) return null
  if (LITESTAR.test(callee) || BARE.test(callee)) return bare(input, callee, list, scope)
  if (called.type !== 'attribute') return null
  const method = callee.slice(callee.lastIndexOf('.') + 1)
  if (!REGISTERS.test(method)) return null
  const object = child(called, 'object')
  const receiver = callee.slice(0, callee.lastIndexOf('.'))
  const service = object && cornicePath(tree, receiver, object, scope)
  const framework = service ? 'cornice' : (receiverFramework(receiver) ?? guess(input, object, list, scope))
  if (!framework || !object) return null
  return {
    framework,
    methods: methodsOf(input, framework, method, list),
    path: service ? service.path : pathOf(input, framework, method, list, scope),
    on: textOf(tree, object).replace(/\s+/g, '').slice(0, 120),
  }
}

function bare(input: RouteInput, callee: string, list: SyntaxNode, scope: Scope): Found {
  const framework = callee.split('.', 1)[0] ?? callee
  const verb = callee.slice(callee.lastIndexOf('.') + 1)
  if (verb === 'http') {
    const [methods, path] = positional(list)
    return {
      framework,
      methods: methodNames(input.index.tree, methods ?? null) ?? [],
      path: routePath(input.index.tree, path ?? null, scope),
      on: null,
    }
  }
  const path = pathOf(input, framework, verb, list, scope)
  return { framework, methods: methodsOf(input, framework, verb, list), path, on: null }
}

function methodsOf({ index }: RouteInput, framework: string, method: string, list: SyntaxNode): string[] {
  if (VERBS.test(method)) return [method.toUpperCase()]
  if (method.startsWith('websocket')) return ['WEBSOCKET']
  if (method === 'view') return []
  const [first, second] = positional(list)
  if (framework === 'aiohttp' && method === 'route') {
    const named = methodNames(index.tree, first ?? null) ?? []
    return named.includes('*') ? [] : named
  }
  const stated = keywordArgument(index.tree, list, 'methods', 'method', 'http_method', 'http_methods')
  const listed = methodNames(index.tree, stated ?? (framework === 'bottle' ? (second ?? null) : null))
  if (listed) return listed
  return framework === 'chalice' || /^flask-(restful|smorest)$/.test(framework) || stated ? [] : ['GET']
}

function pathOf(
  { index }: RouteInput,
  framework: string,
  method: string,
  list: SyntaxNode,
  scope: Scope,
): string | null {
  const plain = positional(list)
  const first = framework === 'aiohttp' && method === 'route' ? plain[1] : plain[0]
  const node = first ?? keywordArgument(index.tree, list, 'path', 'rule', 'uri', 'route', 'url', 'pattern')
  if (!node) return framework === 'litestar' ? '/' : null
  return routePath(index.tree, node.type === 'list' ? (node.children[0] ?? null) : node, scope)
}

/**
 * An application or router that comes from another module, a parameter or an attribute: a decorator with a path is a
 * registration there too, unless what the object is made from says otherwise.
 */
function guess(input: RouteInput, object: SyntaxNode | null, list: SyntaxNode, scope: Scope): string | null {
  if (!object || (object.type !== 'identifier' && object.type !== 'attribute')) return null
  const first = positional(list)[0] ?? keywordArgument(input.index.tree, list, 'path', 'rule', 'uri')
  const path = routePath(input.index.tree, first ?? null, scope)
  if (path === null || (path !== '' && !/^[/{<]/.test(path))) return null
  const resolved = input.resolver.resolve(object, scope) ?? ''
  const isNamed = isNamedForRoutes(resolved) || isNamedForRoutes(textOf(input.index.tree, object))
  if ((resolved.endsWith('()') || /^\{[^}]*\}$/.test(path)) && !isNamed) return null
  if (/^(requests|httpx|aiohttp|urllib|unittest|pytest|responses|respx|requests_mock|mock|httpretty)\b/.test(resolved))
    return null
  if (object.type === 'identifier') {
    const binding = lookUp(scope, textOf(input.index.tree, object), object.start)
    if (binding?.kind === 'definition') return null
  }
  return input.imported
}
