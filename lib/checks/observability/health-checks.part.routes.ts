import type { Evidence, PythonModule, RoutesFact } from '@/lib/facts/facts'
import type { Value } from '@/lib/python/record'

export interface HealthSign {
  readonly title: string
  readonly path: string | null
  readonly evidence: Evidence
}

type Route = RoutesFact['routes'][number]

const STRONG =
  /^(?:_{0,2}health_{0,2}|_{0,2}healthz|health[-_]?checkz?|health[-_]?status|app[-_]?health|livez?ness|livez|readyz|readiness|__(?:lb)?heartbeat__|heartbeat|hc|is[-_]?alive|healthy)(?:\.json)?$/i
/** Names that need a second sign: a handler of such a name, or a probe that asks for them. */
const WEAK = /^_?(?:status|up|ping|pingz|ready|live|alive|statusz)(?:\.json)?$/i
const BELOW_HEALTH =
  /^(?:live|ready|liveness|readiness|startup|started|check|status|db|database|ping|full|deep|detailed|simple|basic)$/i
const HANDLER =
  /health|ping|ready|readiness|live|alive|heartbeat|is_up|^up$|^(?:get_|check_|api_|app_|server_|service_)?status(?:_check|_view)?$/i
const CHECKS =
  /^(?:get_|api_)?(?:health|healthz|health_?check|liveness|readiness|livez|readyz)(?:_?(?:check|view|handler|endpoint))?$/i
/** A path that a setting or constant holds: `{settings.health_path}`. */
const CONFIGURED =
  /^\/\{(?=[^}]*[.A-Z])[\w.]{0,80}(?:health|heartbeat|liveness|livez|readiness|readyz)(?:[-_]?(?:checks?|endpoint|path|url|uri|route|probe)){0,3}\}$/i
const ORDINARY_PREFIX =
  /^(?:api|rest|v\d+(?:\.\d+)?|internal|system|monitoring|monitor|service|services|app|public|private|common|meta|core|admin|ops|management|_|utils?|misc|main|root|server|info|probes?|actuator|debug|telemetry)$/i

/** Registered routes that serve health. */
export function findHealthRoutes(routes: readonly Route[], targets: readonly string[]): readonly HealthSign[] {
  return routes.flatMap((route): HealthSign[] => {
    const path = route.fullPath ?? route.path
    const named = route.handler?.split('.').at(-1) ?? ''
    const isPlain = path === null || !split(path).some((segment) => isParameter(segment, route.framework))
    if (isPlain && CHECKS.test(named) && answersGet(route)) {
      return [
        {
          title: `${path !== null && tellsHealth(path) ? path : named} serves health`,
          path,
          evidence: {
            path: route.module,
            line: route.line,
            note: `Registers ${named} at ${path ?? 'a computed path'}.`,
          },
        },
      ]
    }
    if (path !== null && CONFIGURED.test(path) && answersGet(route)) {
      const note = `Registers what ${path.slice(2, -1)} says.`
      return [
        { title: 'A configured path serves health', path, evidence: { path: route.module, line: route.line, note } },
      ]
    }
    if (path === null || !answersGet(route) || !isHealthRoute(route, path, targets)) return []
    return [
      {
        title: `${path} serves health`,
        path,
        evidence: { path: route.module, line: route.line, note: `Registers ${path}.` },
      },
    ]
  })
}

/** A path that by its name alone is about health. */
export function isHealthPath(path: string): boolean {
  const segments = split(path)
  return STRONG.test(segments.at(-1) ?? '') || belowHealth(segments)
}

function tellsHealth(path: string): boolean {
  return isHealthPath(path) || WEAK.test(split(path).at(-1) ?? '')
}

/**
 * The path of a probe that names health, where no route of such a name is: it is answered with 404. Routes may lie below
 * a prefix that is seen on one side only.
 */
export function unserved(target: string, routes: readonly Route[]): boolean {
  const asked = split(target)
  if (!isHealthPath(target)) return false
  return !routes.some((route) => {
    const path = route.fullPath ?? route.path
    if (path === null) return true
    const served = split(path)
    if (served.length === 0) return route.fullPath === null
    const [short, long] = served.length < asked.length ? [served, asked] : [asked, served]
    const tail = long.slice(long.length - short.length)
    return short.every((segment, at) => {
      const other = tail[at] ?? ''
      return segment === other || isOpen(segment) || isOpen(other)
    })
  })
}

/** A parameter, what is computed, or a pattern. */
function isOpen(segment: string): boolean {
  return /[{<(*:[]/.test(segment)
}

function isHealthRoute({ handler, framework }: Route, path: string, targets: readonly string[]): boolean {
  const segments = split(path)
  const last = segments.at(-1) ?? ''
  if (segments.some((segment) => isParameter(segment, framework))) return false
  if (STRONG.test(last) || belowHealth(segments)) return true
  if (!WEAK.test(last)) return false
  if (targets.some((target) => split(target).join('/') === segments.join('/'))) return true
  const ordinary = segments.slice(0, -1).every((segment) => ORDINARY_PREFIX.test(segment) || /^\{/.test(segment))
  return ordinary && (/^_|^pingz?$/i.test(last) || HANDLER.test(handler?.split('.').at(-1) ?? ''))
}

function belowHealth(segments: readonly string[]): boolean {
  return STRONG.test(segments.at(-2) ?? '') && BELOW_HEALTH.test(segments.at(-1) ?? '')
}

function split(path: string): string[] {
  return path
    .replace(/[?#].*/s, '')
    .replace(/[\^$]|\/\?$|\\/g, '')
    .replace(/\/\?/g, '/')
    .split('/')
    .filter((segment) => segment !== '')
}

/** `{id}`, `<int:id>`, `(?P<id>...)`. Where braces are no parameters, they are what is computed. */
function isParameter(segment: string, framework: string): boolean {
  if (/^<|^\(|^:/.test(segment)) return true
  if (!segment.startsWith('{') || segment === '{...}' || BRACES_ARE_COMPUTED.test(framework)) return false
  return !/[.A-Z]|prefix|base|root|version/.test(segment)
}

const BRACES_ARE_COMPUTED = /^(?:django|flask|quart|sanic|bottle|tornado|http\.server)/

function answersGet({ methods }: Route): boolean {
  return methods.length === 0 || methods.includes('GET') || methods.includes('HEAD')
}

const LIBRARIES =
  /^(?:healthcheck\.HealthCheck|flask_healthz\.Healthz|fastapi_health\.health|fastapi_healthchecks?\.[\w.]+|dockerflow\.(?:flask|fastapi|sanic|django)\.[\w.]+|healthy_api\.[\w.]+|rest_health\.[\w.]+|aiohttp_healthcheck\.HealthCheck|grpc_health\.v1\.health(?:_pb2_grpc)?\.[\w.]*(?:HealthServicer|add_HealthServicer_to_server))$/
const INCLUDES =
  /^(?:health_check|watchman|django_healthkit|django_healthchecks|healthcheck|django_alive|health)\.(?:\w+\.)*urls$/
const MIDDLEWARE = /^(?:dockerflow\.django|health_check|django_alive|watchman|healthcheck)\.(?:\w+\.)*\w*Middleware$/i

/** Libraries that register the route themselves, and wrappers that answer it before the application. */
export function findHealthLibraries(routes: readonly Route[], modules: readonly PythonModule[]): readonly HealthSign[] {
  const included = routes
    .filter(({ handler }) => handler !== null && INCLUDES.test(handler))
    .map(({ module, line, handler, fullPath }) =>
      sign(`${handler} serves health`, module, line, `Includes ${handler}${fullPath ? ` at ${fullPath}` : ''}.`),
    )
  return [...included, ...modules.flatMap((module) => [...fromCalls(module), ...fromSettings(module)])]
}

/** What answers a path that a probe asks for, where no framework is told of it: a class of that name, or a table of paths. */
export function findHealthServer(target: string, modules: readonly PythonModule[]): Evidence | null {
  for (const { path, record } of modules) {
    const server = record.classes.find(({ name }) =>
      /^_*Health\w{0,20}(?:Server|Handler|Endpoint|Resource)$/.test(name),
    )
    if (server) return { path, line: server.line, note: `${server.name} answers it.` }
    const kept = record.assignments.find(
      ({ value, scope }) =>
        !scope.startsWith('function:') &&
        value.kind === 'string' &&
        value.value === target &&
        isHealthPath(value.value),
    )
    if (kept) return { path, line: kept.line, note: `${kept.target} is the path ${target}.` }
  }
  return null
}

function fromCalls({ path, record }: PythonModule): HealthSign[] {
  return record.calls.flatMap(({ callee, args, keywords, line }) => {
    if (LIBRARIES.test(callee)) return [sign(`${callee.split('.')[0]} serves health`, path, line, `Sets up ${callee}.`)]
    const last = callee.slice(callee.lastIndexOf('.') + 1)
    if (
      !/health|heartbeat|readiness|liveness/i.test(last) ||
      /^(?:requests|httpx|aiohttp|urllib|session|client|self\.client)\b/.test(callee)
    )
      return []
    const place = [...args, ...Object.values(keywords)].find(
      (value) => value.kind === 'string' && value.value.startsWith('/') && isHealthPath(value.value),
    )
    return place?.kind === 'string' && args.some((value) => value.kind === 'name')
      ? [sign(`${place.value} serves health`, path, line, `${last} answers ${place.value}.`)]
      : []
  })
}

function fromSettings({ path, record }: PythonModule): HealthSign[] {
  return record.assignments.flatMap(({ target, value, line }) => {
    if (!/(?:^|\.)MIDDLEWARE(?:_CLASSES)?$/.test(target)) return []
    const found = strings(value).find((text) => MIDDLEWARE.test(text))
    return found ? [sign(`${found} serves health`, path, line, `Middleware ${found}.`)] : []
  })
}

function strings(value: Value): string[] {
  if (value.kind === 'string') return [value.value]
  return value.kind === 'list' ? value.items.flatMap(strings) : []
}

function sign(title: string, path: string, line: number, note: string): HealthSign {
  return { title, path: null, evidence: { path, line, note } }
}
