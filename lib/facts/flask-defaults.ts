import type { CallRecord, ClassRecord } from '@/lib/python/record'
import type { PythonFact, PythonModule } from './facts'
import { oncePer } from './once-per'

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
/** Of a project: an application has a handful of each. */
const MAX_LOADS = 1000
const MAX_FAMILY = 50

export const flaskDefaults: (python: PythonFact) => readonly FlaskDefaults[] = oncePer(findDefaults)

function findDefaults(python: PythonFact): FlaskDefaults[] {
  const scopesOf = scopeFinder()
  let loads = 0
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  const found = new Map<string, FlaskDefaults>()
  for (const { path, record } of python.application) {
    const reads = record.calls.filter(({ callee }) => READS_ENVIRONMENT.test(callee)).slice(0, MAX_CALLS)
    if (reads.length === 0) continue
    for (const load of record.calls.filter(({ callee }) => LOADS_OBJECT.test(callee)).slice(0, MAX_CALLS)) {
      if (loads++ === MAX_LOADS) return [...found.values()]
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
function scopeFinder(): (module: PythonModule, name: string) => readonly string[] {
  const byModule = new Map<PythonModule, Map<string, ClassRecord>>()
  const last = (dotted: string) => dotted.slice(dotted.lastIndexOf('.') + 1)
  return (module, name) => {
    const classes = byModule.get(module) ?? new Map(module.record.classes.map((each) => [each.name, each]))
    byModule.set(module, classes)
    const first = classes.get(last(name))
    if (!first) return ['module']
    const family = new Set([first])
    for (const { bases } of family)
      for (const base of bases) {
        const inherited = classes.get(last(base))
        if (inherited && family.size < MAX_FAMILY) family.add(inherited)
      }
    return [...family].map((each) => `class:${each.name}`)
  }
}
