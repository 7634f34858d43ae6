import type { Context } from 'hono'
import type { Repository } from '../host'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { signedIn } from './browser-session'

/** The login of who signed in with this browser. */
export function pageViewer(c: Context<ServerEnv>, services: Services): string | undefined {
  return signedIn(services, c)?.login
}

/** The repository in a page's address, when who signed in may read it. */
export function pageRepository(c: Context<ServerEnv>, services: Services): Repository | undefined {
  const { owner = '', repo = '' } = c.req.param() as { owner?: string; repo?: string }
  return services.host.findRepository(owner, repo, pageViewer(c, services))
}
