import type { CallRecord, FunctionRecord } from '@/lib/python/record'
import type { PythonModule } from './facts'
import { oncePer } from './once-per'

export interface PlacedCall {
  readonly module: PythonModule
  readonly call: CallRecord
}

export interface PlacedDecorator {
  readonly module: PythonModule
  readonly fn: FunctionRecord
  readonly name: string
  readonly line: number
}

/** Calls and decorators by where they stand and by what they name; made once, on first use. */
export class CallIndex {
  private readonly byScope = new Map<PythonModule, ReadonlyMap<string | null, readonly CallRecord[]>>()
  private byName: ReadonlyMap<string, readonly PlacedCall[]> | null = null
  private decoratorsByName: ReadonlyMap<string, readonly PlacedDecorator[]> | null = null

  /** The one of these modules: what it has found serves all that ask. */
  static readonly of = oncePer((modules: readonly PythonModule[]) => new CallIndex(modules))

  private constructor(private readonly modules: readonly PythonModule[]) {}

  /** Calls in a function and in those inside of it; at the top level (null) only its own. */
  within(module: PythonModule, scope: string | null): readonly CallRecord[] {
    const known = this.byScope.get(module)
    if (known) return known.get(scope) ?? []
    const found = new Map<string | null, CallRecord[]>()
    for (const call of module.record.calls) for (const place of scopesAround(call.scope)) append(found, place, call)
    this.byScope.set(module, found)
    return found.get(scope) ?? []
  }

  /** Calls of something with this last name, or of a method of what it made (`session` in `http.session().get`). */
  named(last: string): readonly PlacedCall[] {
    this.byName ??= callsByName(this.modules)
    return this.byName.get(last) ?? []
  }

  decorating(last: string): readonly PlacedDecorator[] {
    this.decoratorsByName ??= decoratorsByName(this.modules)
    return this.decoratorsByName.get(last) ?? []
  }
}

/** The scope itself, or a function inside of it. The top level holds only itself. */
export function isWithin(place: string | null, scope: string | null): boolean {
  return place === scope || (scope !== null && (place?.startsWith(`${scope}.<locals>.`) ?? false))
}

/** A function's own scope and those of the functions that it stands in. */
export function scopesAround(scope: string | null): (string | null)[] {
  const parts = scope?.split('.<locals>.') ?? []
  return scope === null ? [null] : parts.map((_, at) => parts.slice(0, at + 1).join('.<locals>.'))
}

export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}

function callsByName(modules: readonly PythonModule[]): ReadonlyMap<string, readonly PlacedCall[]> {
  const found = new Map<string, PlacedCall[]>()
  for (const module of modules) {
    for (const call of module.record.calls) {
      const whole = lastName(call.callee.replaceAll('()', ''))
      append(found, whole, { module, call })
      const maker = call.callee.indexOf('()')
      const made = maker < 0 ? whole : lastName(call.callee.slice(0, maker))
      if (made !== whole) append(found, made, { module, call })
    }
  }
  return found
}

function decoratorsByName(modules: readonly PythonModule[]): ReadonlyMap<string, readonly PlacedDecorator[]> {
  const found = new Map<string, PlacedDecorator[]>()
  for (const module of modules)
    for (const fn of module.record.functions)
      for (const { name, line } of fn.decorators) append(found, lastName(name), { module, fn, name, line })
  return found
}

function append<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
