import type { FactInput } from './create'
import type { RoutesFact } from './facts'

export function readRoutes(_input: FactInput): RoutesFact {
  return { frameworks: [], routes: [], applications: [] }
}
