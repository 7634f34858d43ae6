import { perText } from '../per-text'
import type { RouteRecord } from '../record'
import type { RouteInput } from '../routes'
import type { Scope } from '../scope'
import { child, type SyntaxNode, textOf } from '../syntax'
import { receiverFramework } from './frameworks'
import { handlerName, keywordArgument, methodNames, positional, routePath } from './path'

interface Registration {
  readonly methods: readonly string[]
  readonly path: SyntaxNode | null
  readonly handler: SyntaxNode | null
}

/** `app.add_url_rule(...)`, `app.router.add_get(...)`, `config.add_route(...)`, `router.register(...)`, `Route(...)`. */
export function registeredRoutes(input: RouteInput): RouteRecord[] {
  return input.index.of('call').flatMap(({ node, place }) => {
    const called = child(node, 'function')
    const list = child(node, 'arguments')
    if (!called || !list || node.parent?.type === 'decorator') return []
    const callee = input.resolver.resolve(called, place.scope)
    if (callee === null || callee.length > 200) return []
    if (!mayRegister(callee)) return []
    const written = textOf(input.index.tree, called).replace(/\s+/g, '')
    const framework = frameworkOf(input, callee, written, list)
    const found = framework && read(input, framework, callee, list, place.scope)
    if (!framework || !found) return []
    const paths = Array.isArray(found) ? found : [found]
    return paths.map(({ methods, path, handler }) => ({
      framework,
      methods,
      path: routePath(input.index.tree, path, place.scope),
      line: node.line,
      handler: handlerName(input.index.tree, handler),
      on: called.type === 'attribute' ? written.slice(0, written.lastIndexOf('.')).slice(0, 120) : null,
    }))
  })
}

const AIOHTTP_ROUTER = /(^|\.)router\.add_(get|post|put|delete|patch|head|options|route|view)$/
const AIOHTTP_CALL = /^aiohttp\.web\.(get|post|put|delete|patch|head|options|route|view)$/
const STARLETTE_ROUTE = /^(starlette\.routing|fastapi\.routing)\.(Route|APIRoute|WebSocketRoute|APIWebSocketRoute)$/

const METHODS = new Set(['add_url_rule', 'add_api_route', 'add_resource', 'add_route', 'route'])

/** False for what `frameworkOf` knows nothing of, however it is written and whatever its module imports. */
const mayRegister = perText((callee) => {
  const dot = callee.lastIndexOf('.')
  return (
    STARLETTE_ROUTE.test(callee) ||
    AIOHTTP_CALL.test(callee) ||
    AIOHTTP_ROUTER.test(callee) ||
    METHODS.has(callee.slice(dot + 1)) ||
    (dot !== -1 && receiverFramework(callee.slice(0, dot)) !== null)
  )
})

function frameworkOf(input: RouteInput, callee: string, written: string, list: SyntaxNode): string | null {
  if (STARLETTE_ROUTE.test(callee)) return 'starlette'
  if (AIOHTTP_CALL.test(callee)) return 'aiohttp'
  const dot = callee.lastIndexOf('.')
  if (dot === -1) return null
  const known = receiverFramework(callee.slice(0, dot))
  if (known) return known
  const method = callee.slice(dot + 1)
  const { imported } = input
  if (AIOHTTP_ROUTER.test(callee)) return imported === 'aiohttp' ? 'aiohttp' : null
  if (method === 'add_url_rule') return imported === 'unknown' ? 'flask' : imported
  if (method === 'add_api_route') return 'fastapi'
  if (method === 'add_resource' && /^(flask_|\.|api)/i.test(written)) return 'flask-restful'
  if (method === 'add_route' && (imported === 'pyramid' || /^(self\.)?config\.add_route$/.test(written)))
    return 'pyramid'
  if (method === 'add_route' && imported === 'falcon') return 'falcon'
  return method === 'route' && isBottleCall(input, list) ? 'bottle' : null
}

/** `app.route(path, 'GET', callback)` of an application that is handed in. */
function isBottleCall({ index }: RouteInput, list: SyntaxNode): boolean {
  const [, verb, callback] = positional(list)
  if (verb?.type !== 'string' || !callback) return false
  return /^(GET|POST|PUT|DELETE|PATCH)$/.test(methodNames(index.tree, verb)?.[0] ?? '')
}

function read(
  input: RouteInput,
  framework: string,
  callee: string,
  list: SyntaxNode,
  scope: Scope,
): Registration | Registration[] | null {
  const { tree } = input.index
  const method = callee.slice(callee.lastIndexOf('.') + 1)
  const [first = null, second = null, third = null] = positional(list)
  const path = keywordArgument(tree, list, 'path', 'rule', 'uri', 'pattern') ?? first
  const stated = methodNames(tree, keywordArgument(tree, list, 'methods', 'method'))
  switch (true) {
    case method === 'add_url_rule':
      return { methods: stated ?? ['GET'], path, handler: keywordArgument(tree, list, 'view_func') ?? third }
    case method === 'add_api_route' || method === 'add_api_websocket_route' || method === 'add_websocket_route':
      return {
        methods: method.includes('websocket') ? ['WEBSOCKET'] : (stated ?? ['GET']),
        path,
        handler: keywordArgument(tree, list, 'endpoint') ?? second,
      }
    case /^(Route|APIRoute|WebSocketRoute|APIWebSocketRoute)$/.test(method):
      return {
        methods: method.includes('WebSocket') ? ['WEBSOCKET'] : (stated ?? ['GET']),
        path,
        handler: keywordArgument(tree, list, 'endpoint') ?? second,
      }
    case framework === 'pyramid' && method === 'add_route':
      return {
        methods: methodNames(tree, keywordArgument(tree, list, 'request_method')) ?? [],
        path: keywordArgument(tree, list, 'pattern', 'path') ?? second,
        handler: null,
      }
    case framework === 'sanic' && method === 'add_route':
      return { methods: stated ?? ['GET'], path: keywordArgument(tree, list, 'uri') ?? second, handler: first }
    case method === 'add_route' && framework === 'aiohttp':
      return { methods: anyMethod(methodNames(tree, first)), path: second, handler: third }
    case method === 'add_route':
      return { methods: stated ?? (framework === 'falcon' ? [] : ['GET']), path, handler: second }
    case framework === 'drf' && method === 'register':
      return { methods: [], path: keywordArgument(tree, list, 'prefix') ?? first, handler: second }
    case framework === 'flask-restful' && method === 'add_resource':
      return positional(list)
        .slice(1)
        .map((each) => ({ methods: [], path: each, handler: first }))
    case framework === 'aiohttp' && method === 'route':
      return { methods: anyMethod(methodNames(tree, first)), path: second, handler: third }
    case framework === 'aiohttp' && /^(add_)?view$/.test(method):
      return { methods: [], path, handler: second }
    case framework === 'aiohttp' && /^(add_)?(get|post|put|delete|patch|head|options)$/.test(method):
      return routePath(tree, path, scope) === null && path?.type === 'call'
        ? null
        : { methods: [method.replace('add_', '').toUpperCase()], path, handler: second }
    case framework === 'bottle' && method === 'route':
      return {
        methods: stated ?? methodNames(tree, second) ?? ['GET'],
        path,
        handler: keywordArgument(tree, list, 'callback') ?? third,
      }
    default:
      return null
  }
}

function anyMethod(methods: string[] | null): string[] {
  return !methods || methods.includes('*') ? [] : methods
}
