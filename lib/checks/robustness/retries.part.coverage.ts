import type { FoundCall } from '@/lib/facts/calls'
import type { Evidence, PythonFact, PythonModule } from '@/lib/facts/facts'
import { type FoundFunction, FunctionFinder } from '@/lib/facts/function-finder'
import type { CallRecord } from '@/lib/python/record'
import type { RetryPolicy } from './retries.part.policy'

/** Functions that make outbound calls, and those of them that a policy tries again. */
export interface Coverage {
  readonly total: number
  readonly covered: number
  /** Policies that cover something. */
  readonly by: readonly RetryPolicy[]
  /** Where a project's own retry decorator, or what its function has given a policy, is used; one in each module. */
  readonly uses: readonly Evidence[]
}

const MAX_DEPTH = 3
/** Makes a client, and asks it nothing yet. */
const MAKES_CLIENT = /(?:^|\.)(?:[A-Z]\w*|create_\w*engine|create_pool|from_url|client|resource)$/

/** A function by its module and outermost name: what stands inside of it is part of it. */
type Unit = string

const unitOf = (path: string, scope: string | null): Unit => `${path}::${scope?.split('.<locals>.')[0] ?? ''}`
const pathOf = (unit: Unit) => unit.slice(0, unit.indexOf('::'))

export function readCoverage(
  policies: readonly RetryPolicy[],
  calls: readonly FoundCall[],
  python: PythonFact,
): Coverage {
  const modules = new Map(python.application.map((module) => [module.path, module]))
  const finder = new FunctionFinder(python)
  const units = outboundUnits(calls)
  const covered = new Set<Unit>()
  const uses = new Map<string, Evidence>()
  const by = policies.filter((policy) => {
    const used = policy.maker === null ? [] : usesOf(policy.maker, policy.path, modules)
    const found = coveredBy(policy, used, units, modules, finder)
    for (const { module, scope, line, note } of used)
      if (!uses.has(module.path) && found.includes(unitOf(module.path, scope)))
        uses.set(module.path, { path: module.path, line, note })
    for (const unit of found) covered.add(unit)
    return found.length > 0
  })
  const all = new Set([...units, ...covered])
  const asked = new Set([...all].filter((unit) => covered.has(unit) || !onlyMakesClients(unit, calls, all)))
  return { total: asked.size, covered: covered.size, by, uses: [...uses.values()] }
}

function outboundUnits(calls: readonly FoundCall[]): ReadonlySet<Unit> {
  return new Set(calls.map(({ module, call }) => unitOf(module.path, call.scope)))
}

/** A client is made here and asked elsewhere in the module. */
function onlyMakesClients(unit: Unit, calls: readonly FoundCall[], all: ReadonlySet<Unit>): boolean {
  const own = calls.filter(({ module, call }) => unitOf(module.path, call.scope) === unit)
  const alone = ![...all].some((other) => other !== unit && pathOf(other) === pathOf(unit))
  return !alone && own.every(({ call }) => MAKES_CLIENT.test(call.callee))
}

function coveredBy(
  policy: RetryPolicy,
  used: readonly Use[],
  units: ReadonlySet<Unit>,
  modules: ReadonlyMap<string, PythonModule>,
  finder: FunctionFinder,
): Unit[] {
  const module = modules.get(policy.path)
  if (!module) return []
  const reached = used.flatMap((use) => [unitOf(use.module.path, use.scope), ...callees(use.module, use.scope, finder)])
  if (policy.wraps === null) {
    const served = [...units].filter(
      (unit) => pathOf(unit) === policy.path || (modules.get(pathOf(unit))?.imports.includes(policy.path) ?? false),
    )
    return [...served, ...reached]
  }
  const own = unitOf(policy.path, policy.wraps)
  const inside = callees(module, policy.wraps, finder).filter((unit) => units.has(unit))
  // It tries its own calls again, or those of whoever uses it.
  if (units.has(own) || inside.length > 0) return [own, ...inside]
  const touches = policy.selfContained || (used.length === 0 && isNear(module, units, modules))
  return [...(touches ? [own] : []), ...reached.filter((unit) => isUse(unit, used, units))]
}

/** What a retrying decorator or function is used on counts; of what that calls, only what goes out. */
function isUse(unit: Unit, used: readonly Use[], units: ReadonlySet<Unit>): boolean {
  return units.has(unit) || used.some(({ module, scope }) => unitOf(module.path, scope) === unit)
}

/** It stands where outbound calls are, or is imported by or imports a module that makes them. */
function isNear(module: PythonModule, units: ReadonlySet<Unit>, modules: ReadonlyMap<string, PythonModule>): boolean {
  return [...units].some((unit) => {
    const path = pathOf(unit)
    return (
      path === module.path ||
      module.imports.includes(path) ||
      (modules.get(path)?.imports.includes(module.path) ?? false)
    )
  })
}

interface Use {
  readonly module: PythonModule
  readonly scope: string | null
  readonly line: number
  readonly note: string
}

/** Functions that a project's own decorator is on, and where its function is called. */
function usesOf(maker: string, path: string, modules: ReadonlyMap<string, PythonModule>): Use[] {
  const full = `${modules.get(path)?.name ?? ''}.${maker}`
  return [...modules.values()].flatMap((module): Use[] => {
    const atHome = module.path === path
    const named = (name: string) => isNamed(name, full) || (atHome && name === maker)
    const decorated = module.record.functions.flatMap(({ qualifiedName, decorators }) =>
      decorators
        .filter(({ name }) => named(name))
        .map(({ line }) => ({ module, scope: qualifiedName, line, note: `${maker} retries what it decorates.` })),
    )
    const called = module.record.calls
      .filter((call) => isOf(call.callee, named) && !isInside(call, maker, atHome))
      .map(({ scope, line }) => ({ module, scope, line, note: `${maker} retries what it is used for.` }))
    return [...decorated, ...called]
  })
}

/** A call of the function, or of what it made: `patient_session().get`. */
function isOf(callee: string, named: (name: string) => boolean): boolean {
  return named(callee.replace(/\(\).*$/, '')) || named(callee.replaceAll('()', ''))
}

/** `depot.http.session`, however it was imported: `.http.session`, `http.session`. */
function isNamed(name: string, full: string): boolean {
  const plain = name.replace(/^\.+/, '')
  return plain.includes('.') && (full === plain || full.endsWith(`.${plain}`))
}

function isInside({ scope }: CallRecord, maker: string, atHome: boolean): boolean {
  return atHome && scope?.split('.<locals>.')[0] === maker
}

/** Functions of the repository that are called in a scope, and what these call. */
function callees(module: PythonModule, scope: string | null, finder: FunctionFinder): Unit[] {
  const seen = new Set<Unit>()
  let level: FoundFunction[] = directCallees(module, scope, finder)
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const fresh = level.filter((each) => !seen.has(unitOf(each.module.path, each.fn.qualifiedName)))
    for (const each of fresh) seen.add(unitOf(each.module.path, each.fn.qualifiedName))
    level = fresh.flatMap((each) => directCallees(each.module, each.fn.qualifiedName, finder))
  }
  return [...seen]
}

function directCallees(module: PythonModule, scope: string | null, finder: FunctionFinder): FoundFunction[] {
  const outer = scope?.split('.<locals>.')[0] ?? null
  return module.record.calls
    .filter((call) => (call.scope?.split('.<locals>.')[0] ?? null) === outer)
    .flatMap((call) => finder.function(call.callee, module, call.scope) ?? [])
}
