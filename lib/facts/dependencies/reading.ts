import type { DependenciesFact, Dependency, DependencyScope, Manifest } from '../facts'

/** What one manifest adds to the fact. */
export interface ManifestReading {
  readonly manifest: Manifest
  readonly declared: readonly Dependency[]
  readonly package?: DependenciesFact['package']
  readonly scripts?: DependenciesFact['scripts']
  readonly buildBackend?: DependenciesFact['buildBackend']
  /** Its dependencies are computed and could not be read. */
  readonly dynamic?: boolean
}

/** What a group, an extra or a file of requirements is for, by its name. */
export function scopeOf(name: string): DependencyScope | null {
  const words = name.toLowerCase().split(/[^a-z0-9]+/)
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word))
  if (has(/^(?:\w*tests?|testing|pytest|ci|coverage|tox)$/)) return 'test'
  if (has(/^(?:\w*docs?|documentation|rtd|sphinx|mkdocs)$/)) return 'docs'
  if (
    has(
      /^(?:dev\w*|lint\w*|typ(?:ing|es?|echeck\w*)|mypy|style|local|qa|quality|check\w*|format\w*|debug|tools?|template|bench\w*|profil\w*)$/,
    )
  ) {
    return 'dev'
  }
  return has(/^(?:build|release|packaging|publish)$/) ? 'build' : null
}
