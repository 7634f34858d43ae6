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
  const has = (...candidates: string[]) => candidates.some((candidate) => words.includes(candidate))
  if (has('test', 'tests', 'testing', 'pytest', 'ci', 'coverage', 'tox')) return 'test'
  if (has('docs', 'doc', 'documentation', 'rtd', 'sphinx', 'mkdocs')) return 'docs'
  if (has('dev', 'develop', 'development', 'devel', 'lint', 'linting', 'typing', 'types', 'mypy', 'style', 'local')) {
    return 'dev'
  }
  if (has('build', 'release', 'packaging', 'publish')) return 'build'
  return null
}
