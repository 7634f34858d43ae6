import type { Dependency, LockFile } from '../facts'
import { nameList } from './lock-reading'
import { fits } from './versions'

type Freshness = Pick<LockFile, 'freshness' | 'reason'>

/** Compares what a manifest asks for with what a lock holds, by names and, where versions are known, by ranges. */
export function compareByNames(
  declared: readonly Dependency[],
  locked: ReadonlyMap<string, string | null>,
  source: string,
): Freshness {
  const missing = declared.filter(({ name }) => !locked.has(name))
  if (missing.length > 0) return { freshness: 'stale', reason: `${source} asks for ${nameList(missing)}, not locked.` }
  const outside = declared.find(({ name, specifier }) => !fits(locked.get(name) ?? '', specifier))
  if (outside) {
    const version = locked.get(outside.name)
    return {
      freshness: 'stale',
      reason: `${source} asks for ${outside.name}${outside.specifier} (line ${outside.line}), the lock holds ${version}.`,
    }
  }
  return { freshness: 'matches' }
}
