import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ServerEnv } from './server-env'
import type { Services } from './services'
import { authorizePage } from './web/authorize-page'
import { guardPage, signedIn, signIn } from './web/browser-session'
import { escapeHtml, htmlPage } from './web/html'

const Request = z.object({
  client_id: z.string(),
  redirect_uri: z.string().optional(),
  state: z.string().max(2000).optional(),
  scope: z.string().max(500).default(''),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  code_challenge_method: z.string().optional(),
  login: z.string().optional(),
})
type Request = z.infer<typeof Request>

/** The page where a person says yes or no, and what follows. */
export function routeAuthorize(app: Hono<ServerEnv>, services: Services): void {
  app.get('/login/oauth/authorize', (c) => {
    const checked = check(services, c.req.query())
    if ('problem' in checked) return refuse(c, checked.status, checked.problem)
    const { request } = checked
    const { login, ...rest } = request
    const fields = Object.fromEntries(Object.entries(rest).filter((field): field is [string, string] => !!field[1]))
    const known = login ?? signedIn(services, c)?.login
    const people = services.host.description.users
    const first = people.filter((person) => person.login === known)
    const page = authorizePage(
      request.client_id,
      [...first, ...people.filter((person) => !first.includes(person))],
      fields,
    )
    guardPage(c)
    return c.html(page)
  })

  app.post('/login/oauth/authorize', async (c) => {
    const form = await c.req.parseBody()
    const checked = check(services, form)
    if ('problem' in checked) return refuse(c, checked.status, checked.problem)
    const { request, redirectUri } = checked
    const target = new URL(redirectUri)
    if (request.state) target.searchParams.set('state', request.state)
    target.searchParams.set('iss', `${services.host.url}/login/oauth`)
    if (form.cancel !== undefined) {
      target.searchParams.set('error', 'access_denied')
      target.searchParams.set('error_description', 'The user has denied your application access.')
      return c.redirect(target.href)
    }
    const user = services.host.findUser(request.login)
    if (!user) return refuse(c, 400, 'Nobody of that name lives here.')
    const code = services.tokens.issueCode({
      clientId: request.client_id,
      login: user.login,
      redirectUri,
      scope: request.scope.split(/[ ,]+/).filter(Boolean).join(','),
      challenge: request.code_challenge,
    })
    target.searchParams.set('code', code)
    signIn(services, c, user)
    return c.redirect(target.href)
  })
}

type Checked = { request: Request; redirectUri: string } | { status: 400 | 404; problem: string }

function check({ host }: Services, raw: unknown): Checked {
  const parsed = Request.safeParse(raw)
  if (!parsed.success) return { status: 400, problem: `The request is not complete: ${z.prettifyError(parsed.error)}` }
  const app = host.findClient(parsed.data.client_id)
  // What an App may do is what it was granted, so the scopes of OAuth mean nothing to it.
  const request = app?.isApp ? { ...parsed.data, scope: '' } : parsed.data
  if (!app) return { status: 404, problem: 'No application has this client id.' }
  const redirectUri = request.redirect_uri ?? app.redirectUris?.[0]
  if (!redirectUri || !isAllowed(redirectUri, app.redirectUris)) {
    return { status: 400, problem: 'The redirect_uri is not associated with this application.' }
  }
  if (request.code_challenge && request.code_challenge_method !== 'S256') {
    return { status: 400, problem: 'Only the code_challenge_method S256 is understood.' }
  }
  return { request, redirectUri }
}

/** Host and port must agree and the path lie at or below the registered one; loopback addresses when none is. */
function isAllowed(uri: string, registered: readonly string[] | undefined): boolean {
  if (!URL.canParse(uri)) return false
  const url = new URL(uri)
  if (url.username || url.password || url.hash) return false
  if (!registered) return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return registered.some((prefix) => {
    const allowed = new URL(prefix)
    const folder = allowed.pathname.replace(/\/$/, '')
    return url.origin === allowed.origin && (url.pathname === allowed.pathname || url.pathname.startsWith(`${folder}/`))
  })
}

function refuse(c: Context<ServerEnv>, status: 400 | 404, problem: string) {
  return c.html(htmlPage('Sign-in refused', `<h1>Sign-in refused</h1>\n<p>${escapeHtml(problem)}</p>`), status)
}
