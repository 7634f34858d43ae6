import type { CallRecord, ClassRecord } from '@/lib/python/record'
import type { PythonFact, PythonModule } from './facts'

/** Values that an application of Flask or Quart loads before the environment, which wins. */
export interface FlaskDefaults {
  readonly module: PythonModule
  /** As literals name it: `module`, `class:Config`. */
  readonly scope: string
  /** The call that reads the environment. */
  readonly read: CallRecord & { readonly path: string }
}

const LOADS_OBJECT = /\.config\.from_object$/
const READS_ENVIRONMENT = /\.config\.from_(?:prefixed_env|envvar)$/
const MAX_CALLS = 100

export function flaskDefaults(python: PythonFact): FlaskDefaults[] {
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  const found = new Map<string, FlaskDefaults>()
  for (const { path, record } of python.application) {
    const reads = record.calls.filter(({ callee }) => READS_ENVIRONMENT.test(callee)).slice(0, MAX_CALLS)
    if (reads.length === 0) continue
    for (const load of record.calls.filter(({ callee }) => LOADS_OBJECT.test(callee)).slice(0, MAX_CALLS)) {
      const read = reads.find(({ scope, line }) => scope === load.scope && line > load.line)
      const name = objectOf(load)
      const module = name === null ? undefined : modules.get(python.resolve(name, path) ?? '')
      if (!read || !name || !module) continue
      for (const scope of scopesOf(module, name)) {
        const key = `${module.path} ${scope}`
        if (!found.has(key)) found.set(key, { module, scope, read: { ...read, path } })
      }
    }
  }
  return [...found.values()]
}

/** The same by the path of the module. */
export function overriddenScopes(python: PythonFact): ReadonlyMap<string, ReadonlySet<string>> {
  const scopes = new Map<string, Set<string>>()
  for (const { module, scope } of flaskDefaults(python))
    scopes.set(module.path, (scopes.get(module.path) ?? new Set()).add(scope))
  return scopes
}

/** `'shop.defaults'`, `shop.defaults.Config`, `Config()`. */
function objectOf({ args }: CallRecord): string | null {
  const [first] = args
  if (first?.kind === 'string') return first.value.replace(':', '.')
  if (first?.kind === 'name') return first.value
  return first?.kind === 'call' ? first.callee : null
}

/** The class that a name ends with, and those that it inherits from here; else the module itself. */
function scopesOf({ record }: PythonModule, name: string): string[] {
  const classes = new Map(record.classes.map((each) => [each.name, each]))
  const last = (dotted: string) => dotted.slice(dotted.lastIndexOf('.') + 1)
  const family = new Set<ClassRecord>()
  const waiting = [classes.get(last(name))]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (family.has(next)) continue
    family.add(next)
    waiting.push(...next.bases.flatMap((base) => classes.get(last(base)) ?? []))
  }
  return family.size === 0 ? ['module'] : [...family].map((each) => `class:${each.name}`)
}
