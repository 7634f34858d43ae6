import type { FactInput } from './create'
import type { DependenciesFact } from './facts'

export function readDependencies(_input: FactInput): DependenciesFact {
  return {
    manifests: [],
    declared: [],
    locks: [],
    undeclared: [],
    buildBackend: null,
    package: null,
    scripts: [],
    has: () => false,
  }
}
