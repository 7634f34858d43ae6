import type { ModuleRecord } from '@/lib/python/record'
import type { PythonFact, PythonModule } from '../facts'

/** Identity of a router or application: path of the module that makes it, and its name there. */
export type ObjectKey = string

const MAX_HOPS = 6

/** Finds which object a written name means, through imports and re-exports. */
export class ObjectFinder {
  private readonly modules: ReadonlyMap<string, PythonModule>
  private readonly bindings = new Map<string, ReadonlyMap<string, string>>()

  constructor(private readonly python: PythonFact) {
    this.modules = new Map(python.modules.map((module) => [module.path, module]))
  }

  key(path: string, written: string, hops = 0): ObjectKey {
    const local = `${path}::${written}`
    const module = this.modules.get(path)
    if (!module || hops > MAX_HOPS) return local
    const [first = '', ...rest] = written.split('.')
    const target = this.bindingsOf(module).get(first)
    if (target === undefined || (hops > 0 && definesItself(module.record, first))) return local
    const found = this.locate([target, ...rest].join('.'), path)
    if (!found) return local
    if (found.rest.length === 0) return `${found.path}::urlpatterns`
    return this.key(found.path, found.rest.join('.'), hops + 1)
  }

  /** The name begins with something of this repository: made in the module, or imported from another module of it. */
  knows(path: string, written: string): boolean {
    const module = this.modules.get(path)
    const [first = '', ...rest] = written.split('.')
    if (!module) return false
    if (definesItself(module.record, first)) return true
    const target = this.bindingsOf(module).get(first)
    return target !== undefined && this.locate([target, ...rest].join('.'), path) !== null
  }

  /** `.routers.users.router` seen from a module: its path, and what is left of the name. */
  locate(dotted: string, from: string): { path: string; rest: readonly string[] } | null {
    const level = /^\.*/.exec(dotted)?.[0].length ?? 0
    const parts = dotted
      .slice(level)
      .split('.')
      .filter((part) => part !== '')
    return level > 0 ? this.locateRelative(parts, from, level) : this.locateAbsolute(parts, from)
  }

  private locateRelative(parts: readonly string[], from: string, level: number) {
    const folders = from.split('/').slice(0, -1)
    const base = folders.slice(0, Math.max(0, folders.length - level + 1))
    for (let length = parts.length; length >= 0; length--) {
      const stem = [...base, ...parts.slice(0, length)].join('/')
      const path = [`${stem}.py`, `${stem}/__init__.py`, ...(stem === '' ? ['__init__.py'] : [])].find((each) =>
        this.modules.has(each),
      )
      if (path) return { path, rest: parts.slice(length) }
    }
    return null
  }

  private locateAbsolute(parts: readonly string[], from: string) {
    const path = this.python.resolve(parts.join('.'), from)
    if (path === null) return null
    const stem = path.replace(/(?:\/__init__)?\.py$/, '')
    for (let length = parts.length; length > 0; length--) {
      const place = parts.slice(0, length).join('/')
      if (stem === place || stem.endsWith(`/${place}`)) return { path, rest: parts.slice(length) }
    }
    return null
  }

  private bindingsOf({ path, record }: PythonModule): ReadonlyMap<string, string> {
    const known = this.bindings.get(path)
    if (known) return known
    const found = new Map<string, string>()
    for (const { module, level, names, as } of record.imports) {
      const base = '.'.repeat(level) + module
      if (names.length === 0)
        found.set(as ?? module.split('.')[0] ?? module, as ? base : (module.split('.')[0] ?? module))
      for (const name of names) {
        if (name.name === '*') continue
        found.set(name.as ?? name.name, module === '' ? `${base}${name.name}` : `${base}.${name.name}`)
      }
    }
    this.bindings.set(path, found)
    return found
  }
}

function definesItself(record: ModuleRecord, name: string): boolean {
  return record.assignments.some(({ target, scope }) => target === name && scope === 'module')
}
