import type { Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { UserDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { escapeHtml, htmlPage } from './html'

export const SIGN_IN_COOKIE = 'local_github_session'

/** Who is signed in to the pages in this browser. */
export function signedIn({ host, tokens }: Services, c: Context<ServerEnv>): UserDescription | undefined {
  return host.findUser(tokens.find(getCookie(c, SIGN_IN_COOKIE) ?? '', 'cookie')?.login)
}

export function signIn({ tokens }: Services, c: Context<ServerEnv>, { login }: UserDescription): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 30 * 24 * 3600 } as const
  setCookie(c, SIGN_IN_COOKIE, tokens.issueCookie(login), options)
}

/** Whether a form was sent from a page of this server. */
export function isOwnForm({ host }: Services, c: Context<ServerEnv>): boolean {
  const origin = c.req.header('origin')
  return origin === undefined || [new URL(host.url).origin, new URL(c.req.url).origin].includes(origin)
}

/** Pages that ask before they act: nothing from elsewhere, in no frame, in no cache. */
export function guardPage(c: Context<ServerEnv>): void {
  c.header('cache-control', 'no-store')
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
  c.header('content-security-policy', policy)
}

/** The page that asks who somebody is, for pages that need to know. */
export function routeSignIn(app: Hono<ServerEnv>, services: Services): void {
  app.get('/login', (c) => {
    guardPage(c)
    const rows = services.host.description.users.map(
      ({ login }) =>
        `<li><button type="submit" name="login" value="${escapeHtml(login)}">${escapeHtml(login)}</button></li>`,
    )
    const title = 'Sign in to local GitHub'
    const body = `<h1>${title} as …</h1>
<form method="post" action="/login">
<input type="hidden" name="return_to" value="${escapeHtml(ownPath(c.req.query('return_to')))}">
<ul>${rows.join('\n')}</ul>
</form>`
    return c.html(htmlPage(title, body))
  })

  app.post('/login', async (c) => {
    const form = await c.req.parseBody()
    const user = services.host.findUser(String(form.login))
    if (!user || !isOwnForm(services, c)) return c.text('Nobody of that name lives here.', 400)
    signIn(services, c, user)
    return c.redirect(ownPath(String(form.return_to)), 303)
  })
}

/** Never leads to another site. */
function ownPath(path = '/'): string {
  return /^\/(?![/\\])/.test(path) ? path : '/'
}
