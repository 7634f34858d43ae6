import type { ModuleRecord, Value } from '@/lib/python/record'

const MAX_HOOKS = 100
const HOOK = /middleware|(?:before|after|teardown)_request/

/**
 * Names of functions and classes of a module through which all requests go: middleware, hooks of the framework, and its
 * functions for access logs.
 */
export function requestHooks(record: ModuleRecord): readonly string[] {
  const functions = record.functions.filter(
    ({ name, decorators }) => /middleware/i.test(name) || decorators.some((decorator) => HOOK.test(decorator.name)),
  )
  const classes = record.classes.filter(
    ({ name, bases }) =>
      /Middleware$/.test(name) || bases.some((base) => /Middleware(?:Mixin)?$|AccessLogger$/.test(base)),
  )
  const registered = record.calls.flatMap(({ callee, args, keywords }) => [
    ...nameOf(keywords.log_function),
    ...nameOf(keywords.access_log_class),
    ...(HOOK.test(callee.slice(callee.lastIndexOf('.') + 1)) ? args.flatMap(nameOf) : []),
  ])
  // Tornado's own hook, overridden.
  const logRequest = record.classes
    .filter(({ bases }) => bases.includes('tornado.web.Application'))
    .map(({ name }) => `${name}.log_request`)
  return [
    ...functions.map(({ qualifiedName }) => qualifiedName),
    ...classes.map(({ name }) => name),
    ...registered,
    ...logRequest,
  ].slice(0, MAX_HOOKS)
}

/** Whether code of this scope belongs to one of the names. */
export function isInside(scope: string | null, names: readonly string[]): boolean {
  return scope !== null && names.some((name) => scope === name || scope.startsWith(`${name}.`))
}

function nameOf(value: Value | undefined): string[] {
  return value?.kind === 'name' ? [value.written ?? value.value] : []
}
