import type { LaunchCommand, LaunchFact, PythonModule, RoutesFact } from '@/lib/facts/facts'
import { isLogCall } from '@/lib/facts/logging'
import { isInside, requestHooks } from '@/lib/facts/request-hooks'
import type { CallRecord } from '@/lib/python/record'
import type { MetricSign } from './metrics-tracing.part.sign'

const CLOCK = /^(?:time\.(?:time|perf_counter|monotonic|time_ns|perf_counter_ns|monotonic_ns)|timeit\.default_timer)$/
/** Tornado's and Flask-SQLAlchemy's own measurements. */
const MEASURED = /(?:^|\.)request\.request_time$|(?:^|\.)get_(?:debug|recorded)_queries$/
/** Numbers of the machine or the process. */
const RESOURCES =
  /^psutil\.(?:cpu_\w+|virtual_memory|swap_memory|disk_(?:usage|io_counters)|net_\w+|getloadavg|Process\(\)\.(?:memory_\w+|cpu_\w+|num_\w+))$|^resource\.getrusage$|^os\.getloadavg$/
const DURATION = /duration|elapsed|latency|took\b|(?:response|request|process(?:ing)?)[_ ]time|time[_ ]taken|_ms\b/i
/** Of Gunicorn's access log and of Hypercorn's: seconds, milliseconds and microseconds of a request. */
const REQUEST_TIME = /%\([LDTM]\)s/
/** They read the clock for another reason. */
const NO_TIMER = /rate|limit|throttl|auth|csrf|session|cache|token/i
const METRICS =
  /^(?:\/(?:api|v\d+|internal|system|health|healthz|healthcheck|status|admin|management|actuator|monitor|monitoring|ops|debug|app|server|-|_|\{\.\.\.\}))*\/_?(?:metrics|prometheus)\/?$/
const STATISTICS = /^(?:\/(?:api|v\d+|internal|system|admin|\{\.\.\.\}))*\/_?stat(?:s|istics)\/?$/
const COUNTER =
  /(?:^|[._'])(?:requests?|errors?|failures?|failed|calls?|hits|misses|responses?|processed)(?:_(?:count|total|counter|served|handled))?'?\]?$/i

/** What the application measures without a library: request times, and numbers that a route of its own shows. */
export function byHand(
  modules: readonly PythonModule[],
  routes: RoutesFact,
  launch: LaunchFact,
): readonly MetricSign[] {
  return [
    ...modules.flatMap(timing),
    ...endpoints(modules, routes),
    ...modules.flatMap(inHandlers),
    ...modules.flatMap(accessLog),
    ...launch.commands.flatMap(accessLogOfCommand),
  ]
}

/** Middleware, hooks and access logs that measure how long requests take. */
function timing({ path, record }: PythonModule): MetricSign[] {
  const hooks = requestHooks(record).filter((name) => !NO_TIMER.test(name))
  const inHooks = record.calls.filter(({ scope }) => isInside(scope, hooks))
  const clocks = inHooks.filter(({ callee }) => CLOCK.test(callee))
  const timed =
    record.calls.find(({ callee }) => /request\.request_time$/.test(callee)) ??
    inHooks.find(({ callee }) => MEASURED.test(callee)) ??
    (clocks.length > 1 ? clocks[0] : undefined)
  if (!timed) return []
  return [timedByHand(path, timed.line, 'Times requests by hand.')]
}

function timedByHand(path: string, line: number, note: string): MetricSign {
  return {
    name: 'timing',
    strength: 'hand-made',
    short: 'Requests are timed by hand; no metrics leave the program.',
    evidence: { path, line, note },
  }
}

/** Handlers of routes that log how long they took, or show what the machine has left. */
function inHandlers({ path, record }: PythonModule): MetricSign[] {
  const handlers = new Set(record.routes.flatMap(({ handler }) => (handler === null ? [] : [handler])))
  if (handlers.size === 0) return []
  const inside = record.calls.filter(({ scope }) => scope !== null && handlers.has(scope.split('.<locals>')[0] ?? ''))
  const shown = inside.find(({ callee }) => RESOURCES.test(callee))
  const clocked = new Set(inside.filter(({ callee }) => CLOCK.test(callee)).map(({ scope }) => scope))
  const logged = inside.find((call) => clocked.has(call.scope) && isLogCall(call) && tellsDuration(call))
  return [
    ...(logged ? [timedByHand(path, logged.line, 'Logs how long the request took.')] : []),
    ...(shown
      ? [
          {
            name: 'resources',
            strength: 'hand-made' as const,
            short: 'A route shows numbers of the machine by hand; no metrics leave the program.',
            evidence: { path, line: shown.line, note: `Shows what ${shown.callee} measures.` },
          },
        ]
      : []),
  ]
}

function tellsDuration({ args, keywords }: CallRecord): boolean {
  const table = keywords.extra?.kind === 'dict' ? keywords.extra.entries.map(({ key }) => key) : []
  const said = [...args, ...table].map((value) =>
    value.kind === 'string' || value.kind === 'fstring' || value.kind === 'name'
      ? value.value
      : value.kind === 'other'
        ? value.text
        : '',
  )
  return [...said, ...Object.keys(keywords)].some((text) => DURATION.test(text))
}

/** Gunicorn's settings: what its access log says of each request. */
function accessLog({ path, record }: PythonModule): MetricSign[] {
  if (!/gunicorn/i.test(path)) return []
  const format = record.assignments.find(
    ({ target, value }) => target === 'access_log_format' && value.kind === 'string' && REQUEST_TIME.test(value.value),
  )
  return format ? [timedByHand(path, format.line, 'The access log tells how long each request took.')] : []
}

function accessLogOfCommand({ words, source, evidence }: LaunchCommand): MetricSign[] {
  if (source === 'readme' || !words.some((word) => /^--access-?log-?format/.test(word))) return []
  if (!words.some((word) => REQUEST_TIME.test(word.slice(0, 1_000)))) return []
  return [timedByHand(evidence.path, evidence.line ?? 1, 'The access log tells how long each request took.')]
}

function endpoints(modules: readonly PythonModule[], { routes }: RoutesFact): MetricSign[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  return routes
    .filter(
      ({ module, fullPath }) =>
        METRICS.test(fullPath ?? '') || (STATISTICS.test(fullPath ?? '') && near(module, byPath).some(counts)),
    )
    .map(({ module, line, fullPath }) => ({
      name: 'metrics',
      strength: 'hand-made',
      short: `${fullPath} is a metrics endpoint made by hand.`,
      evidence: { path: module, line, note: `Registers ${fullPath}.` },
    }))
}

function counts({ record }: PythonModule): boolean {
  return record.assignments.some(
    ({ target, value, scope }) =>
      scope.startsWith('function:') && value.kind === 'number' && value.value === 1 && COUNTER.test(target),
  )
}

/** A module, what it imports, and what that imports: a route's handler, and what the handler reads its numbers from. */
function near(path: string, byPath: ReadonlyMap<string, PythonModule>): readonly PythonModule[] {
  const paths = new Set([path])
  for (let step = 0; step < 2; step += 1) {
    for (const known of [...paths]) for (const next of byPath.get(known)?.imports ?? []) paths.add(next)
  }
  return [...paths].flatMap((each) => byPath.get(each) ?? [])
}
