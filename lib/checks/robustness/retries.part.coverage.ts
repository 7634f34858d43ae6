import { lastName } from '@/lib/facts/call-index'
import type { FoundCall } from '@/lib/facts/calls'
import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { type CallGraph, outermost, pathOf, type Unit, unitOf } from './retries.part.call-graph'
import type { RetryPolicy } from './retries.part.policy'

/** Places that go out, each counted as often as it is called, and those of them that a policy tries again. */
export interface Coverage {
  readonly total: number
  readonly covered: number
  /** Policies that cover something. */
  readonly by: readonly RetryPolicy[]
  /** Where a project's own retry decorator, or what its function has given a policy, is used; one in each module. */
  readonly uses: readonly Evidence[]
}

/** Makes a client, and asks it nothing yet. */
const MAKES_CLIENT = /(?:^|\.)(?:[A-Z]\w*|create_\w*engine|create_pool|from_url|client|resource)$/
/** Asked without a client that could have been given a policy. */
const WITHOUT_CLIENT =
  /^(?:requests|httpx|niquests|aiohttp|urllib\d?)\.(?:request\.)?(?:get|post|put|patch|delete|head|options|request|stream|urlopen|urlretrieve)$/

export function readCoverage(policies: readonly RetryPolicy[], graph: CallGraph): Coverage {
  const covered = new Map<Unit, number>()
  const uses = new Map<string, Evidence>()
  const by = policies.filter((policy) => {
    const used = policy.maker === null ? [] : usesOf(policy.maker, policy.path, graph)
    const found = coveredBy(policy, used, graph)
    for (const { module, line, note } of found.uses)
      if (!uses.has(module.path)) uses.set(module.path, { path: module.path, line, note })
    // What a function asks for its callers counts as often as that one is called.
    const around = policy.wraps === null ? 1 : graph.weight(unitOf(policy.path, policy.wraps))
    for (const unit of found.units)
      covered.set(unit, Math.max(covered.get(unit) ?? 0, graph.weight(unit), found.units.length === 1 ? around : 1))
    return found.units.length > 0
  })
  const asked = withoutMakers(
    new Set([...graph.units.keys(), ...covered.keys()]),
    covered,
    [...graph.units.values()].flat(),
  )
  const sum = (units: readonly Unit[]) =>
    units.reduce((total, unit) => total + (covered.get(unit) ?? graph.weight(unit)), 0)
  return { total: sum(asked), covered: sum([...covered.keys()]), by, uses: [...uses.values()] }
}

/** Functions that only make a client do not count beside those of their module that ask it. */
function withoutMakers(
  all: ReadonlySet<Unit>,
  covered: ReadonlyMap<Unit, number>,
  outbound: readonly FoundCall[],
): Unit[] {
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
  graph: CallGraph,
): { readonly units: readonly Unit[]; readonly uses: readonly Use[] } {
  const { modules, units } = graph
  const module = modules.get(policy.path)
  if (!module) return { units: [], uses: [] }
  const outgoing = (found: readonly Unit[]) => found.filter((unit) => units.has(unit))
  const failing = (found: readonly Unit[]) => outgoing(found).filter((unit) => !graph.swallows(unit))
  const users = uses.map((use) => unitOf(use.module.path, use.scope))
  const reached = uses.flatMap((use) => graph.callees(use.module, use.scope))
  // What its users reach goes out; where nothing is known to, they do so themselves.
  const used = policy.wraps === null ? outgoing([...users, ...reached]) : failing([...users, ...reached])
  const byUse = outgoing([...users, ...reached]).length > 0 ? used : users
  if (policy.wraps === null)
    return { units: [...[...units.keys()].filter((unit) => isServed(unit, policy, graph)), ...byUse], uses }
  const own = unitOf(policy.path, policy.wraps)
  const inside = outgoing(graph.callees(module, policy.wraps))
  // It tries its own calls again, or those of whoever uses it.
  if (units.has(own) || inside.length > 0) {
    const tries = units.has(own) && (policy.maker !== null || !graph.swallows(own))
    return { units: [...(tries ? [own] : []), ...failing(inside)], uses: [] }
  }
  if (users.length > 0) return { units: byUse, uses }
  return { units: policy.selfContained || isNear(module, graph) ? [own] : [], uses: [] }
}

/** Its module asks what the policy is for, or imports the client that has been given one. */
function isServed(unit: Unit, { path, serves, maker }: RetryPolicy, { modules, units }: CallGraph): boolean {
  const isNear =
    pathOf(unit) === path || (maker === null && (modules.get(pathOf(unit))?.imports.includes(path) ?? false))
  if (!isNear) return false
  return (units.get(unit) ?? []).some(
    ({ what, call }) => serves === null || (serves.test(what) && !WITHOUT_CLIENT.test(call.callee)),
  )
}

/** It stands where outbound calls are, or is imported by or imports a module that makes them. */
function isNear(module: PythonModule, { units, modules }: CallGraph): boolean {
  return [...units.keys()].some(
    (unit) =>
      pathOf(unit) === module.path ||
      module.imports.includes(pathOf(unit)) ||
      modules.get(pathOf(unit))?.imports.includes(module.path),
  )
}

interface Use {
  readonly module: PythonModule
  readonly scope: string | null
  readonly line: number
  readonly note: string
}

/** Functions that a project's own decorator is on, and where its function is called. */
function usesOf(maker: string, path: string, { modules, calls }: CallGraph): Use[] {
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
