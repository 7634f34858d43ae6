import { type NextRequest, NextResponse } from 'next/server'
import { env } from './lib/env'
import { contentSecurityPolicy } from './lib/http/content-security-policy'
import { refusalOfPost } from './lib/http/foreign-request'

/**
 * Gives every page its policy with a nonce of its own, which Next reads from the request, and tells pages their own
 * address, so that whoever has to sign in comes back to it. Nobody is authorised here.
 */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusalOfPost(request.method, request.headers)
  if (refusal) return new NextResponse(null, { status: refusal })
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64'),
    githubUrl: env().GITHUB_URL,
    isDevelopment: process.env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set('x-airworthy-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  headers.set('content-security-policy', policy)
  headers.delete('content-security-policy-report-only')
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Everything that may be a page, such as one that is not there; files and the API have the policy of next.config.js. */
export const config = {
  matcher: ['/((?!api/|_next/static/|screenshots/|favicon\\.ico$|icon\\.svg$|theme\\.js$|no-scripts\\.css$).*)'],
}
