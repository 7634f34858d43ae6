import type { FactInput } from './create'
import type { KindFact } from './facts'

export function inferKind(_input: FactInput): KindFact {
  return { kind: 'none', facets: [], reason: '', evidence: [] }
}
