import type { HttpBindings } from '@hono/node-server'
import type { Session } from './session'

/** What handlers find in their context. */
export interface ServerEnv {
  Bindings: HttpBindings
  Variables: { session: Session }
}
