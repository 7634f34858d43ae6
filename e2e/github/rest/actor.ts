import type { Context } from 'hono'
import type { ServerEnv } from '../services'
import { requireUser } from './user-routes'

/** The login in whose name a request writes; throws ApiError 401 for the anonymous. */
export function requireActor(c: Context<ServerEnv>): string {
  return requireUser(c).login
}
