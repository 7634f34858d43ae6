import { perText } from '@/lib/python/per-text'
import type { ClassRecord, FunctionRecord, Value } from '@/lib/python/record'
import type { PythonFact, PythonModule } from './facts'
import { oncePer } from './once-per'
import { ObjectFinder } from './routes/objects'

export interface FoundFunction {
  readonly module: PythonModule
  readonly fn: FunctionRecord
}

export interface FoundClass {
  readonly module: PythonModule
  readonly class: ClassRecord
}

interface FoundPlace {
  readonly module: PythonModule
  readonly name: string
}

const MAX_BASES = 6
const MAX_ANCESTORS = 100
const MAX_HOPS = 3

/** Which function or class of this repository a name means: through imports, re-exports, methods and bases. */
export class FunctionFinder {
  private readonly objects: ObjectFinder
  private readonly modules: ReadonlyMap<string, PythonModule>
  private readonly functions = new Map<string, ReadonlyMap<string, FunctionRecord>>()
  private readonly classes = new Map<string, ReadonlyMap<string, ClassRecord>>()
  private readonly assigned = new Map<string, ReadonlyMap<string, Value>>()
  private readonly places = new Map<PythonModule, Map<string, FoundPlace | null>>()
  private readonly basesOf = new Map<PythonModule, Map<ClassRecord, readonly string[]>>()
  private methods: ReadonlyMap<string, readonly FoundFunction[]> | null = null

  /** The one of this fact: what it has found serves all that ask. */
  static readonly of = oncePer((python: PythonFact) => new FunctionFinder(python))

  private constructor(python: PythonFact) {
    this.objects = new ObjectFinder(python)
    this.modules = new Map(python.modules.map((module) => [module.path, module]))
  }

  /** What a call or decorator names (`CallRecord.callee`, `DecoratorRecord.name`), seen from the function it stands in. */
  function(callee: string, module: PythonModule, scope: string | null): FoundFunction | null {
    const name = plainName(callee)
    if (name === '') return null
    const own = ownMethod(name)
    if (own) {
      const owner = scope?.split('.<locals>.')[0]?.replace(/\.[^.]+$/, '')
      return owner ? this.method(module, owner, own, 0) : null
    }
    const nested = scope && this.functionsOf(module).get(`${scope}.<locals>.${name}`)
    if (nested) return { module, fn: nested }
    const place = this.place(name, module)
    return place ? this.inModule(place.module, place.name) : null
  }

  /** The function of a module with this qualified name. */
  at(module: PythonModule, qualifiedName: string | null): FunctionRecord | undefined {
    return qualifiedName === null ? undefined : this.functionsOf(module).get(qualifiedName)
  }

  /** For an object that nothing tells the class of: the only method with this name, or that of a class called like it. */
  methodOf(object: string, name: string): FoundFunction | null {
    this.methods ??= methodsByName([...this.modules.values()].filter(({ role }) => role === 'application'))
    const found = this.methods.get(name) ?? []
    if (found.length === 1) return found[0] ?? null
    const alike = object.replaceAll('_', '').toLowerCase()
    const named = found.filter(({ fn }) => classOf(fn).toLowerCase().endsWith(alike))
    return named.length === 1 ? (named[0] ?? null) : null
  }

  /** The class that a name means, as a base or an annotation writes it. */
  class(name: string, module: PythonModule): FoundClass | null {
    const place = this.place(name.replaceAll('()', ''), module)
    const found = place && this.classesOf(place.module).get(place.name)
    return found ? { module: place.module, class: found } : null
  }

  /** Names of all bases, those of the repository's own bases included. */
  bases(of: FoundClass): readonly string[] {
    // Modules with the same bytes share their record, and their bases may lie in different places.
    const known = remembered(this.basesOf, of.module, () => new Map<ClassRecord, readonly string[]>())
    return remembered(known, of.class, () => this.readBases(of))
  }

  private readBases(of: FoundClass): readonly string[] {
    const seen = new Set([of.class])
    const names = new Set<string>()
    let level = [of]
    for (let depth = 0; depth <= MAX_BASES && level.length > 0; depth += 1) {
      const next: FoundClass[] = []
      for (const { module, class: record } of level)
        for (const base of record.bases) {
          names.add(base)
          const found = seen.size <= MAX_ANCESTORS ? this.class(base, module) : null
          if (!found || seen.has(found.class)) continue
          seen.add(found.class)
          next.push(found)
        }
      level = next
    }
    return [...names]
  }

  private inModule(module: PythonModule, name: string, hops = 0): FoundFunction | null {
    const fn = this.functionsOf(module).get(name)
    if (fn) return { module, fn }
    if (this.classesOf(module).has(name)) return this.method(module, name, '__init__', 0)
    const at = name.lastIndexOf('.')
    const found = at > 0 ? this.method(module, name.slice(0, at), name.slice(at + 1), 0) : null
    return found ?? (hops < MAX_HOPS ? this.throughAssignment(module, name, hops + 1) : null)
  }

  /** `checked = Validator().checked` and a method of `rules = Rules()`, at the top level of a module. */
  private throughAssignment(module: PythonModule, name: string, hops: number): FoundFunction | null {
    const [first = '', ...rest] = name.split('.')
    const value = this.assignedIn(module).get(first)
    if (value?.kind !== 'name' && value?.kind !== 'call') return null
    const meant = value.kind === 'name' ? value.value : rest.length > 0 ? value.callee : ''
    const target = [meant.replaceAll('()', ''), ...rest].join('.')
    if (meant === '' || target === name || /[([]/.test(target)) return null
    const place = this.place(target, module)
    return place ? this.inModule(place.module, place.name, hops) : null
  }

  private assignedIn(module: PythonModule): ReadonlyMap<string, Value> {
    return remembered(this.assigned, module.path, () => {
      const own = module.record.assignments.filter(({ scope }) => scope === 'module')
      return new Map(own.map(({ target, value }) => [target, value]))
    })
  }

  private method(
    module: PythonModule,
    owner: string,
    name: string,
    depth: number,
    seen = new Set<ClassRecord>(),
  ): FoundFunction | null {
    const fn = this.functionsOf(module).get(`${owner}.${name}`)
    if (fn) return { module, fn }
    const record = this.classesOf(module).get(owner)
    if (!record || depth > MAX_BASES || seen.has(record) || seen.size > MAX_ANCESTORS) return null
    seen.add(record)
    for (const base of record.bases) {
      const place = this.place(base, module)
      const found = place && place.name !== owner ? this.method(place.module, place.name, name, depth + 1, seen) : null
      if (found) return found
    }
    return null
  }

  /** Module and name in it, after imports and re-exports. */
  private place(name: string, module: PythonModule): FoundPlace | null {
    const known = remembered(this.places, module, () => new Map<string, FoundPlace | null>())
    return remembered(known, name, () => this.findPlace(name, module))
  }

  private findPlace(name: string, module: PythonModule): FoundPlace | null {
    const first = name.split('.')[0] ?? ''
    if (this.functionsOf(module).has(name) || this.classesOf(module).has(first)) return { module, name }
    const located = this.objects.locate(name, module.path)
    const key = located
      ? this.objects.key(located.path, located.rest.join('.'), 1)
      : this.objects.key(module.path, name)
    const [path = '', rest = ''] = key.split('::')
    const target = this.modules.get(path)
    return target && rest !== '' ? { module: target, name: rest } : null
  }

  private functionsOf(module: PythonModule): ReadonlyMap<string, FunctionRecord> {
    return remembered(this.functions, module.path, () => {
      const { functions } = module.record
      return new Map(functions.map((fn) => [fn.qualifiedName, fn]))
    })
  }

  private classesOf(module: PythonModule): ReadonlyMap<string, ClassRecord> {
    return remembered(this.classes, module.path, () => {
      const { classes } = module.record
      return new Map(classes.map((record) => [record.name, record]))
    })
  }
}

/** Without calls; empty where something is subscripted or called otherwise. */
const plainName = perText((callee) => {
  const name = callee.replaceAll('()', '')
  return /[([]/.test(name) ? '' : name
})

/** `save` of `self.save`. */
const ownMethod = perText((name) => /^(?:self|cls)\.(\w+)$/.exec(name)?.[1] ?? null)

function methodsByName(modules: readonly PythonModule[]): ReadonlyMap<string, readonly FoundFunction[]> {
  const found = new Map<string, FoundFunction[]>()
  for (const module of modules) {
    for (const fn of module.record.functions) {
      if (!fn.method) continue
      const list = found.get(fn.name)
      if (list) list.push({ module, fn })
      else found.set(fn.name, [{ module, fn }])
    }
  }
  return found
}

function classOf({ qualifiedName }: FunctionRecord): string {
  return qualifiedName.split('.').at(-2) ?? ''
}

function remembered<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
