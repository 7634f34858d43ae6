import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { boundedRequest } from '@/lib/auth/bounded-request'
import { refuseCallback } from '@/lib/auth/callback-address'
import { authOptions } from '@/lib/auth/session'
import { refuseSignIns } from '@/lib/auth/sign-in-limit'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** The options need the environment, which is not there while the application is built. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const refusal = refuseSignIns(request.headers) ?? refuseCallback(request)
  if (refusal) return refusal
  const bounded = await boundedRequest(request)
  if (!bounded) return new Response(null, { status: 413, headers: { connection: 'close' } })
  return cancelled(bounded) ?? NextAuth(bounded, context, authOptions())
}

/** Who cancels at GitHub comes back to the sign-in page; next-auth would report a failure and log it as an error. */
function cancelled({ nextUrl, cookies }: NextRequest): Response | null {
  const isCallback = nextUrl.pathname === '/api/auth/callback/github'
  if (!isCallback || nextUrl.searchParams.get('error') !== 'access_denied') return null
  const wanted = cookies.get('__Secure-next-auth.callback-url') ?? cookies.get('next-auth.callback-url')
  const query = new URLSearchParams({ error: 'AccessDenied', ...(wanted && { callbackUrl: wanted.value }) })
  return new Response(null, { status: 302, headers: { location: `/sign-in?${query}` } })
}

export { handle as GET, handle as POST }
