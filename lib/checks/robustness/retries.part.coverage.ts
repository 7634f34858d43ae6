import { CallIndex, lastName } from '@/lib/facts/call-index'
import type { FoundCall } from '@/lib/facts/calls'
import type { Evidence, PythonFact, PythonModule } from '@/lib/facts/facts'
import { type FoundFunction, FunctionFinder } from '@/lib/facts/function-finder'
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

const outermost = (scope: string | null) => scope?.split('.<locals>.')[0] ?? null
const unitOf = (path: string, scope: string | null): Unit => `${path}::${outermost(scope) ?? ''}`
const pathOf = (unit: Unit) => unit.slice(0, unit.indexOf('::'))

/** What coverage is read from. */
interface Code {
  readonly modules: ReadonlyMap<string, PythonModule>
  readonly calls: CallIndex
  readonly finder: FunctionFinder
  /** Functions that make outbound calls. */
  readonly units: ReadonlySet<Unit>
}

export function readCoverage(
  policies: readonly RetryPolicy[],
  outbound: readonly FoundCall[],
  python: PythonFact,
): Coverage {
  const code: Code = {
    modules: new Map(python.application.map((module) => [module.path, module])),
    calls: new CallIndex(python.application),
    finder: new FunctionFinder(python),
    units: new Set(outbound.map(({ module, call }) => unitOf(module.path, call.scope))),
  }
  const covered = new Set<Unit>()
  const uses = new Map<string, Evidence>()
  const by = policies.filter((policy) => {
    const used = policy.maker === null ? [] : usesOf(policy.maker, policy.path, code)
    const found = coveredBy(policy, used, code)
    for (const { module, line, note } of found.uses)
      if (!uses.has(module.path)) uses.set(module.path, { path: module.path, line, note })
    for (const unit of found.units) covered.add(unit)
    return found.units.length > 0
  })
  const asked = withoutMakers(new Set([...code.units, ...covered]), covered, outbound)
  return { total: asked.length, covered: covered.size, by, uses: [...uses.values()] }
}

/** Functions that only make a client do not count beside those of their module that ask it. */
function withoutMakers(all: ReadonlySet<Unit>, covered: ReadonlySet<Unit>, outbound: readonly FoundCall[]): Unit[] {
  const asking = new Set(
    outbound
      .filter(({ call }) => !MAKES_CLIENT.test(call.callee))
      .map(({ module, call }) => unitOf(module.path, call.scope)),
  )
  const others = new Map<string, number>()
  for (const unit of all) others.set(pathOf(unit), (others.get(pathOf(unit)) ?? 0) + 1)
  return [...all].filter((unit) => covered.has(unit) || asking.has(unit) || others.get(pathOf(unit)) === 1)
}

function coveredBy(
  policy: RetryPolicy,
  uses: readonly Use[],
  code: Code,
): { readonly units: readonly Unit[]; readonly uses: readonly Use[] } {
  const { modules, units } = code
  const module = modules.get(policy.path)
  if (!module) return { units: [], uses: [] }
  const outgoing = (found: readonly Unit[]) => found.filter((unit) => units.has(unit))
  const users = uses.map((use) => unitOf(use.module.path, use.scope))
  const reached = uses.flatMap((use) => callees(use.module, use.scope, code))
  // What its users reach goes out; where nothing is known to, they do so themselves.
  const used = outgoing([...users, ...reached])
  const byUse = used.length > 0 ? used : users
  if (policy.wraps === null)
    return { units: [...[...units].filter((unit) => isServed(unit, policy.path, modules)), ...byUse], uses }
  const own = unitOf(policy.path, policy.wraps)
  const inside = outgoing(callees(module, policy.wraps, code))
  // It tries its own calls again, or those of whoever uses it.
  if (units.has(own) || inside.length > 0) return { units: [own, ...inside], uses: [] }
  if (users.length > 0) return { units: byUse, uses }
  return { units: policy.selfContained || isNear(module, code) ? [own] : [], uses: [] }
}

function isServed(unit: Unit, path: string, modules: Code['modules']): boolean {
  return pathOf(unit) === path || (modules.get(pathOf(unit))?.imports.includes(path) ?? false)
}

/** It stands where outbound calls are, or is imported by or imports a module that makes them. */
function isNear(module: PythonModule, { units, modules }: Code): boolean {
  return [...units].some((unit) => module.imports.includes(pathOf(unit)) || isServed(unit, module.path, modules))
}

interface Use {
  readonly module: PythonModule
  readonly scope: string | null
  readonly line: number
  readonly note: string
}

/** Functions that a project's own decorator is on, and where its function is called. */
function usesOf(maker: string, path: string, { modules, calls }: Code): Use[] {
  const full = `${modules.get(path)?.name ?? ''}.${maker}`
  const isMaker = (name: string, module: PythonModule) =>
    isNamed(name, full) || (module.path === path && name === maker)
  const decorated = calls
    .decorating(lastName(maker))
    .filter(({ name, module }) => isMaker(name, module))
    .map(({ module, fn, line }) => ({
      module,
      scope: fn.qualifiedName,
      line,
      note: `${maker} retries what it decorates.`,
    }))
  const called = calls
    .named(lastName(maker))
    .filter(({ module, call }) => {
      if (module.path === path && outermost(call.scope) === maker) return false
      const [made = ''] = call.callee.split('()', 1)
      return isMaker(made, module) || isMaker(call.callee.replaceAll('()', ''), module)
    })
    .map(({ module, call }) => ({
      module,
      scope: call.scope,
      line: call.line,
      note: `${maker} retries what it is used for.`,
    }))
  return [...decorated, ...called]
}

/** `depot.http.session`, however it was imported: `.http.session`, `http.session`. */
function isNamed(name: string, full: string): boolean {
  const plain = name.replace(/^\.+/, '')
  return plain.includes('.') && (full === plain || full.endsWith(`.${plain}`))
}

/** Functions of the repository that are called in a scope, and what these call. */
function callees(module: PythonModule, scope: string | null, code: Code): Unit[] {
  const seen = new Set<Unit>()
  let level = directCallees(module, scope, code)
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const fresh = new Map(level.map((each) => [unitOf(each.module.path, each.fn.qualifiedName), each]))
    for (const unit of seen) fresh.delete(unit)
    for (const unit of fresh.keys()) seen.add(unit)
    level = [...fresh.values()].flatMap((each) => directCallees(each.module, each.fn.qualifiedName, code))
  }
  return [...seen]
}

function directCallees(module: PythonModule, scope: string | null, { calls, finder }: Code): FoundFunction[] {
  return calls
    .within(module, outermost(scope))
    .flatMap((call) => finder.function(call.callee, module, call.scope) ?? [])
}
