import type { Context } from 'hono'
import type { ServerEnv } from '../server-env'
import { requireUser } from './user-routes'

/** The login in whose name a request writes: a person's, or an App's own; throws ApiError 401 for the anonymous. */
export function requireActor(c: Context<ServerEnv>): string {
  const { app } = c.get('session')
  return app?.kind === 'installation' ? `${app.app.slug}[bot]` : requireUser(c).login
}
