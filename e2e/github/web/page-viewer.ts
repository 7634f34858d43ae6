import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Repository } from '../host'
import { SIGN_IN_COOKIE } from '../oauth-authorize'
import type { ServerEnv, Services } from '../services'

/** The login of who signed in with this browser. */
export function pageViewer(c: Context<ServerEnv>, { tokens }: Services): string | undefined {
  return tokens.find(getCookie(c, SIGN_IN_COOKIE) ?? '', 'cookie')?.login
}

/** The repository in a page's address, when who signed in may read it. */
export function pageRepository(c: Context<ServerEnv>, services: Services): Repository | undefined {
  const { owner = '', repo = '' } = c.req.param() as { owner?: string; repo?: string }
  return services.host.findRepository(owner, repo, pageViewer(c, services))
}
