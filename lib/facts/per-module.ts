import type { ModuleRecord } from '@/lib/python/record'
import type { PythonModule } from './facts'

type Placed = Pick<PythonModule, 'path' | 'record'>

/**
 * The same function, which looks at each module once: the commits of a repository hold most of the same modules, and a
 * thread keeps their records. What it gives must depend on the path and the record alone, and nobody may change it.
 */
export function perModule<M extends Placed, T>(read: (module: M) => T): (module: M) => T {
  const known = new WeakMap<ModuleRecord, Map<string, T>>()
  return (module) => {
    const byPath = known.get(module.record) ?? new Map<string, T>()
    known.set(module.record, byPath)
    const found = byPath.get(module.path)
    if (found !== undefined) return found
    const told = read(module)
    byPath.set(module.path, told)
    return told
  }
}
