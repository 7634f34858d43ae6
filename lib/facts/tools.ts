import type { FactInput } from './create'
import type { ToolsFact } from './facts'

export function readTools(_input: FactInput): ToolsFact {
  return {
    configured: [],
    hooks: [],
    preCommit: null,
    ruffIgnored: [],
    ruffPerFileIgnored: [],
    ruffSelected: null,
    coverageThreshold: null,
    dependencyUpdates: [],
  }
}
