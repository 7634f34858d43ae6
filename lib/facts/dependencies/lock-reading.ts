import type { Dependency, FilesFact, LockFile } from '../facts'
import type { ManifestReading } from './reading'

/** What the reader of a lock may look at. */
export interface LockInput {
  readonly path: string
  readonly text: string
  readonly files: FilesFact
  readonly manifests: readonly ManifestReading[]
}

/** A lock with what it holds: normalised names to versions (null when the entry has none). */
export interface LockReading extends LockFile {
  readonly locked: ReadonlyMap<string, string | null>
  /** Of these what comes from a package index, and is no project of the repository even when one is called so. */
  readonly fromIndex?: ReadonlySet<string>
}

export function lockReading(
  lock: Omit<LockFile, 'packages'>,
  locked: ReadonlyMap<string, string | null>,
  fromIndex?: ReadonlySet<string>,
): LockReading {
  return { ...lock, packages: locked.size, locked, ...(fromIndex ? { fromIndex } : {}) }
}

/** At most three names with where the first stands: "httpx and rich (pyproject.toml:7)". */
export function nameList(dependencies: readonly Dependency[]): string {
  const names = [...new Set(dependencies.map((dependency) => dependency.name))]
  const shown = names.slice(0, 3).join(', ')
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : ''
  const first = dependencies[0]
  return `${shown}${rest}${first ? ` (${first.path}:${first.line})` : ''}`
}
