import type { FactInput } from './create'
import type { LaunchFact } from './facts'

export function readLaunch(_input: FactInput): LaunchFact {
  return { commands: [], probes: [], packagings: [], missing: [] }
}
