import type { PythonModule, RoutesFact } from '@/lib/facts/facts'
import { isInside, requestHooks } from '@/lib/facts/request-hooks'
import type { MetricSign } from './metrics-tracing.part.sign'

const CLOCK = /^(?:time\.(?:time|perf_counter|monotonic|time_ns|perf_counter_ns|monotonic_ns)|timeit\.default_timer)$/
/** Tornado's and Flask-SQLAlchemy's own measurements. */
const MEASURED = /(?:^|\.)request\.request_time$|(?:^|\.)get_(?:debug|recorded)_queries$/
/** They read the clock for another reason. */
const NO_TIMER = /rate|limit|throttl|auth|csrf|session|cache|token/i
const METRICS = /^(?:\/(?:api|v\d+|internal|system|\{\.\.\.\}))*\/_?metrics\/?$/
const STATISTICS = /^(?:\/(?:api|v\d+|internal|system|admin|\{\.\.\.\}))*\/_?stat(?:s|istics)\/?$/
const COUNTER =
  /(?:^|[._'])_*(?:\w+_)?(?:requests?|errors?|failures?|failed|calls?|hits|misses|responses?|processed)(?:_(?:count|total|counter|served|handled))?'?\]?$/i

/** What the application measures without a library: request times, and numbers that a route of its own shows. */
export function byHand(modules: readonly PythonModule[], routes: RoutesFact): readonly MetricSign[] {
  return [...modules.flatMap(timing), ...endpoints(modules, routes)]
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
  return [
    {
      name: 'timing',
      strength: 'hand-made',
      short: 'Requests are timed by hand; no metrics leave the program.',
      evidence: { path, line: timed.line, note: 'Times requests by hand.' },
    },
  ]
}

function endpoints(modules: readonly PythonModule[], { routes }: RoutesFact): MetricSign[] {
  const counts = modules.some(({ record }) =>
    record.assignments.some(
      ({ target, value, scope }) =>
        scope.startsWith('function:') && value.kind === 'number' && value.value === 1 && COUNTER.test(target),
    ),
  )
  return routes
    .filter(({ fullPath }) => METRICS.test(fullPath ?? '') || (counts && STATISTICS.test(fullPath ?? '')))
    .map(({ module, line, fullPath }) => ({
      name: 'metrics',
      strength: 'hand-made',
      short: `${fullPath} is a metrics endpoint made by hand.`,
      evidence: { path: module, line, note: `Registers ${fullPath}.` },
    }))
}
