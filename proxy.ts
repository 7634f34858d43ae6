import { type NextRequest, NextResponse } from 'next/server'

/** Tells pages their own address, so that whoever has to sign in comes back to it. Nothing is authorised here. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers)
  headers.set('x-airworthy-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: ['/((?!api/|_next/|favicon).*)'] }
