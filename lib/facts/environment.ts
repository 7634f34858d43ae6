import type { FactInput } from './create'
import type { EnvironmentFact } from './facts'

export function readEnvironment(_input: FactInput): EnvironmentFact {
  return { reads: [], documented: [], hardCoded: [], settingsLayers: [] }
}
