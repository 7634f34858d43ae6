import type { PythonModule } from '@/lib/facts/facts'
import type { LogCall } from '@/lib/facts/logging'
import type { ModuleRecord, Value } from '@/lib/python/record'

const HOOK = /middleware|(?:before|after|teardown)_request/
/** Of Flask-SQLAlchemy: a hook that asks for them logs slow queries, not requests. */
const QUERIES = /get_(?:debug|recorded)_queries$/

/** Every request is logged in one place: by middleware, a hook of the framework, or its function for access logs. */
export function logsRequests(logs: readonly LogCall[]): boolean {
  const byModule = new Map<PythonModule, (string | null)[]>()
  for (const { module, call } of logs) byModule.set(module, [...(byModule.get(module) ?? []), call.scope])
  return [...byModule].some(([{ path, record }, scopes]) => {
    if (/middleware/i.test(path)) return true
    const hooks = hooksOf(record)
    return scopes.some(
      (scope) => scope !== null && hooks.some((hook) => scope === hook || scope.startsWith(`${hook}.`)),
    )
  })
}

/** Names of functions and classes through which all requests go. */
function hooksOf(record: ModuleRecord): readonly string[] {
  const aboutQueries = new Set(record.calls.filter(({ callee }) => QUERIES.test(callee)).map(({ scope }) => scope))
  const functions = record.functions.filter(
    ({ name, decorators }) => /middleware/i.test(name) || decorators.some((decorator) => HOOK.test(decorator.name)),
  )
  const classes = record.classes.filter(
    ({ name, bases }) => /Middleware$/.test(name) || bases.some((base) => /AccessLogger$/.test(base)),
  )
  const registered = record.calls.flatMap(({ callee, args, keywords }) => [
    ...nameOf(keywords.log_function),
    ...nameOf(keywords.access_log_class),
    ...(HOOK.test(callee.slice(callee.lastIndexOf('.') + 1)) ? args.flatMap(nameOf) : []),
  ])
  return [
    ...functions.map(({ qualifiedName }) => qualifiedName).filter((name) => !aboutQueries.has(name)),
    ...classes.map(({ name }) => name),
    ...registered,
    ...accessLogs(record),
  ]
}

function nameOf(value: Value | undefined): string[] {
  return value?.kind === 'name' ? [value.written ?? value.value] : []
}

/** Tornado's `log_request`, overridden in the application. */
function accessLogs({ classes }: ModuleRecord): string[] {
  return classes
    .filter(({ bases }) => bases.some((base) => /^tornado\.web\.Application$/.test(base)))
    .map(({ name }) => `${name}.log_request`)
}
