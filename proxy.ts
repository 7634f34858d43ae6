import { type NextRequest, NextResponse } from 'next/server'
import { isLoopbackHost } from './lib/auth/loopback'
import { env } from './lib/env'

/** Tells pages their own address, so that whoever has to sign in comes back to it. Nothing is authorised here. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const elsewhere = addressOfSession(request.headers.get('host'))
  if (elsewhere) return NextResponse.redirect(new URL(`${pathname}${search}`, elsewhere))
  const headers = new Headers(request.headers)
  headers.set('x-airworthy-path', `${pathname}${search}`)
  return NextResponse.next({ request: { headers } })
}

/** Cookies of localhost and 127.0.0.1 are strangers to each other: a sign-in begun on one could not end on the other. */
function addressOfSession(host: string | null): URL | null {
  const own = new URL(env().NEXTAUTH_URL)
  if (!host || !isLoopbackHost(host) || !isLoopbackHost(own.host)) return null
  const asked = new URL(`http://${host}`)
  return asked.hostname !== own.hostname && asked.port === own.port ? own : null
}

export const config = { matcher: ['/((?!api/|_next/|favicon).*)'] }
