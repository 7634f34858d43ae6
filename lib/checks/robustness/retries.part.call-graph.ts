import { CallIndex, lastName } from '@/lib/facts/call-index'
import type { FoundCall } from '@/lib/facts/calls'
import type { PythonFact, PythonModule } from '@/lib/facts/facts'
import { type FoundFunction, FunctionFinder } from '@/lib/facts/function-finder'

const MAX_DEPTH = 3
/** Of one function; and functions that one place reaches. */
const MAX_CALLED = 300
const MAX_REACHED = 1000

/** A function by its module and outermost name: what stands inside of it is part of it. */
export type Unit = string

export const outermost = (scope: string | null) => scope?.split('.<locals>.')[0] ?? null
export const unitOf = (path: string, scope: string | null): Unit => `${path}::${outermost(scope) ?? ''}`
export const pathOf = (unit: Unit) => unit.slice(0, unit.indexOf('::'))

/** An error of the network that ends in a handler is not seen by who tries the function again. */
const CAUGHT =
  /(?:RequestException|HTTPError|HTTPStatusError|ClientError|URLError|ConnectionError|OSError|TransportError)$/

/** Which functions make outbound calls, and who calls whom. */
export class CallGraph {
  readonly modules: ReadonlyMap<string, PythonModule>
  readonly calls: CallIndex
  /** Outbound calls of each function that makes any. */
  readonly units: ReadonlyMap<Unit, readonly FoundCall[]>
  private readonly finder: FunctionFinder
  private readonly called = new Map<Unit, readonly FoundFunction[]>()
  private callers: ReadonlyMap<Unit, ReadonlySet<Unit>> | null = null

  constructor(python: PythonFact, outbound: readonly FoundCall[]) {
    this.modules = new Map(python.application.map((module) => [module.path, module]))
    this.calls = CallIndex.of(python.application)
    this.finder = FunctionFinder.of(python)
    const units = new Map<Unit, FoundCall[]>()
    for (const found of outbound) {
      const unit = unitOf(found.module.path, found.call.scope)
      const list = units.get(unit)
      if (list) list.push(found)
      else units.set(unit, [found])
    }
    this.units = units
  }

  /** Functions of the repository that are called in a scope, and what these call. */
  callees(module: PythonModule, scope: string | null): Unit[] {
    return this.reached(this.directCallees(module, scope))
  }

  /** What the calls of a loop reach. */
  calledBetween(module: PythonModule, scope: string | null, line: number, endLine: number): Unit[] {
    const calls = this.calls
      .within(module, scope)
      .filter((call) => call.scope === scope && call.line >= line && call.line <= endLine)
      .slice(0, MAX_CALLED)
    return this.reached(calls.flatMap((call) => this.finder.function(call.callee, module, call.scope) ?? []))
  }

  /** As many places as call a function go out through it; one that nobody is seen to call goes out for itself. */
  weight(unit: Unit): number {
    this.callers ??= this.readCallers()
    return Math.max(1, this.callers.get(unit)?.size ?? 0)
  }

  /** All that goes wrong in its outbound calls is caught there. */
  swallows(unit: Unit): boolean {
    const calls = this.units.get(unit) ?? []
    return (
      calls.length > 0 &&
      calls.every(({ module, call }) => {
        if (!call.inTry) return false
        const handler = module.record.handlers.find(({ scope, line }) => scope === call.scope && line > call.endLine)
        if (!handler || handler.reraises) return false
        return handler.breadth !== 'narrow' || handler.types.some((type) => CAUGHT.test(type))
      })
    )
  }

  private reached(first: readonly FoundFunction[]): Unit[] {
    const seen = new Set<Unit>()
    let level = first
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && seen.size < MAX_REACHED; depth += 1) {
      const fresh = new Map(level.map((each) => [unitOf(each.module.path, each.fn.qualifiedName), each]))
      for (const unit of seen) fresh.delete(unit)
      for (const unit of fresh.keys()) seen.add(unit)
      level = [...fresh.values()].flatMap((each) => this.directCallees(each.module, each.fn.qualifiedName))
    }
    return [...seen]
  }

  private directCallees(module: PythonModule, scope: string | null): readonly FoundFunction[] {
    const unit = unitOf(module.path, scope)
    const known = this.called.get(unit)
    if (known) return known
    const found = new Map<Unit, FoundFunction>()
    for (const call of this.calls.within(module, outermost(scope))) {
      const target = this.finder.function(call.callee, module, call.scope)
      if (target) found.set(unitOf(target.module.path, target.fn.qualifiedName), target)
      if (found.size >= MAX_CALLED) break
    }
    const callees = [...found.values()]
    this.called.set(unit, callees)
    return callees
  }

  /** Who calls each function, told in one pass over the calls. */
  private readCallers(): ReadonlyMap<Unit, ReadonlySet<Unit>> {
    const modules = [...this.modules.values()]
    const names = new Set(modules.flatMap(({ record }) => record.functions.map(({ name }) => name)))
    const found = new Map<Unit, Set<Unit>>()
    for (const module of modules)
      for (const call of module.record.calls) {
        const target = names.has(lastName(call.callee)) ? this.finder.function(call.callee, module, call.scope) : null
        if (!target) continue
        const unit = unitOf(target.module.path, target.fn.qualifiedName)
        const caller = unitOf(module.path, call.scope)
        const callers = found.get(unit) ?? new Set()
        found.set(unit, callers)
        if (caller !== unit) callers.add(caller)
      }
    return found
  }
}
