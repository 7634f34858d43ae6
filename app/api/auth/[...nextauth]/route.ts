import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { backToSignIn, readableRefusal } from '@/lib/auth/back-to-sign-in'
import { boundedRequest } from '@/lib/auth/bounded-request'
import { refuseCallback } from '@/lib/auth/callback-address'
import { authOptions } from '@/lib/auth/session'
import { refuseSignIns } from '@/lib/auth/sign-in-limit'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** The options need the environment, which is not there while the application is built. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const tooMany = refuseSignIns(request.headers)
  if (tooMany) return readableRefusal(request, tooMany)
  const refusal = refuseCallback(request)
  if (refusal) return refusal
  const bounded = await boundedRequest(request)
  if (!bounded) return new Response(null, { status: 413, headers: { connection: 'close' } })
  return cancelled(bounded) ?? NextAuth(bounded, context, authOptions())
}

/** Who cancels at GitHub comes back to the sign-in page; next-auth would report a failure and log it as an error. */
function cancelled(request: NextRequest): Response | null {
  const { pathname, searchParams } = request.nextUrl
  const isCancelled = pathname === '/api/auth/callback/github' && searchParams.get('error') === 'access_denied'
  return isCancelled ? backToSignIn(request, 'AccessDenied') : null
}

export { handle as GET, handle as POST }
