import { createHash, randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { ApiError } from '../api-error'
import { withAppAccess } from '../apps/app-access'
import { type Allowance, budgetHeaders, type Resource } from '../budget'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { authenticate, type Session } from '../session'

const JSON_TYPE = 'application/json; charset=utf-8'
const FREE = ['/api/v3/rate_limit', '/api/v3/meta']

/** What is common to all answers of the API: who asks, what it costs, what has not changed. */
export function restEnvelope({ host, tokens, budgets, counters }: Services): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    c.header('x-github-request-id', requestId())
    c.header('x-github-enterprise-version', '3.19.0')
    c.header('x-github-media-type', 'github.v3; format=json')
    const session = authenticate(host, tokens, c.req.header('authorization'))
    c.set('session', session)
    const free = FREE.includes(c.req.path)
    const before = budgets.read(session.budgetKey, 'core')
    if (!free && before.remaining === 0) {
      setHeaders(c, 'core', session, before)
      throw new ApiError(403, exhausted(session))
    }
    await withAppAccess(session.app, next)
    if (c.res.headers.get('content-type') === 'application/json') c.header('content-type', JSON_TYPE)
    const unchanged = await applyEtag(c, session)
    if (unchanged) counters.unchanged += 1
    const points = free || unchanged ? 0 : 1
    counters.restPoints += points
    setHeaders(c, 'core', session, budgets.spend(session.budgetKey, 'core', points))
  }
}

export function setHeaders(c: Context<ServerEnv>, resource: Resource, session: Session, allowance: Allowance): void {
  for (const [name, value] of Object.entries(budgetHeaders(resource, allowance))) c.header(name, value)
  c.header('x-oauth-scopes', session.scopes)
  c.header('x-accepted-oauth-scopes', '')
  c.header('access-control-expose-headers', 'ETag, Link, X-GitHub-Request-Id, X-OAuth-Scopes, X-RateLimit-Remaining')
}

function exhausted({ user, app }: Session): string {
  if (app?.kind === 'installation') return `API rate limit exceeded for installation ID ${app.installation.id}.`
  return `API rate limit exceeded for ${user ? `user ID ${user.id}` : '127.0.0.1'}.`
}

/** Entity tags differ from token to token, as GitHub's do. Answers whether the client has this already. */
async function applyEtag(c: Context<ServerEnv>, session: Session): Promise<boolean> {
  const isText = /json|vnd\.github\.sha/.test(c.res.headers.get('content-type') ?? '')
  if (c.req.method !== 'GET' || c.res.status !== 200 || !isText) return false
  const body = await c.res.clone().arrayBuffer()
  const digest = createHash('sha256').update(session.tokenKey).update(new Uint8Array(body)).digest('hex')
  const etag = `W/"${digest}"`
  const known = c.req.header('if-none-match')?.split(/\s*,\s*/) ?? []
  if (!known.some((each) => strip(each) === strip(etag))) {
    c.res.headers.set('etag', etag)
    c.res.headers.set(
      'cache-control',
      session.tokenKey !== 'anonymous' ? 'private, max-age=60, s-maxage=60' : 'public, max-age=60',
    )
    return false
  }
  const headers = new Headers(c.res.headers)
  headers.delete('content-type')
  headers.set('etag', etag)
  c.res = new Response(null, { status: 304, headers })
  return true
}

function strip(etag: string): string {
  return etag.replace(/^W\//, '')
}

function requestId(): string {
  return `${randomBytes(2).toString('hex')}:${randomBytes(4).toString('hex')}:${randomBytes(4).toString('hex')}`.toUpperCase()
}
