import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ServerEnv } from './server-env'
import type { Services } from './services'

const Request = z.object({
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  grant_type: z.string().default('authorization_code'),
  code: z.string().default(''),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().default(''),
})
type Request = z.infer<typeof Request>

const PROBLEMS = {
  incorrect_client_credentials: 'The client_id and/or client_secret passed are incorrect.',
  bad_verification_code: 'The code passed is incorrect or expired.',
  redirect_uri_mismatch: 'The redirect_uri MUST match the registered callback URL for this application.',
  bad_refresh_token: 'The refresh token passed is incorrect or expired.',
  unsupported_grant_type: 'The grant_type passed is not supported.',
}

/** Codes and refresh tokens become access tokens here; refusals are answers of status 200, as GitHub's are. */
export function routeAccessToken(app: Hono<ServerEnv>, services: Services): void {
  app.post('/login/oauth/access_token', async (c) => {
    const answer = exchange(services, await readRequest(c))
    c.header('cache-control', 'no-store')
    if (c.req.header('accept')?.includes('application/json')) return c.json(answer)
    const pairs = Object.entries(answer).map(([name, value]) => [name, String(value)])
    return c.body(new URLSearchParams(pairs).toString(), 200, { 'content-type': 'application/x-www-form-urlencoded' })
  })
}

function exchange({ host, tokens }: Services, request: Request) {
  const app = host.findClient(request.client_id)
  if (!app || !sameSecret(app.clientSecret, request.client_secret)) return problem('incorrect_client_credentials')
  if (request.grant_type === 'refresh_token') {
    const grant = tokens.takeRefresh(request.refresh_token, app.clientId)
    return grant ? tokens.issueTokens(grant.login, app.clientId, grant.scope) : problem('bad_refresh_token')
  }
  if (request.grant_type !== 'authorization_code') return problem('unsupported_grant_type')
  const promised = tokens.takeCode(request.code)
  if (!promised || promised.clientId !== app.clientId) return problem('bad_verification_code')
  if (promised.challenge !== challengeOf(request.code_verifier)) return problem('bad_verification_code')
  if (request.redirect_uri && request.redirect_uri !== promised.redirectUri) return problem('redirect_uri_mismatch')
  return tokens.issueTokens(promised.login, app.clientId, promised.scope)
}

async function readRequest(c: Context<ServerEnv>): Promise<Request> {
  const isJson = c.req.header('content-type')?.includes('application/json')
  const body: unknown = isJson ? await c.req.json().catch(() => ({})) : await c.req.parseBody()
  const request = Request.catch(Request.parse({})).parse({
    ...c.req.query(),
    ...(body && typeof body === 'object' ? body : {}),
  })
  const [scheme, credentials] = c.req.header('authorization')?.split(' ', 2) ?? []
  if (!credentials || !/^basic$/i.test(scheme ?? '')) return request
  const [id = '', secret = ''] = Buffer.from(credentials, 'base64').toString().split(':', 2)
  return { ...request, client_id: decode(id), client_secret: decode(secret) }
}

/** OAuth puts form encoding inside basic authorization. */
function decode(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? ''
}

function problem(error: keyof typeof PROBLEMS) {
  const error_uri =
    'https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors'
  return { error, error_description: PROBLEMS[error], error_uri }
}

function challengeOf(verifier: string | undefined): string | undefined {
  return verifier ? createHash('sha256').update(verifier).digest('base64url') : undefined
}

function sameSecret(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(expected), digest(given))
}
