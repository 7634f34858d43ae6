import 'server-only'
import { clientOfRequest } from '@/lib/http/request-client'
import { RequestLimit } from '@/lib/http/request-limit'

/** Of one address in one minute; a sign-in is three requests, and a whole office may begin its day behind one address. */
export const SIGN_IN_REQUESTS = 240

const limit = new RequestLimit(SIGN_IN_REQUESTS)

/** An answer to whoever asks next-auth too often, before it reads anything or asks GitHub; null for others. */
export function refuseSignIns(headers: Headers): Response | null {
  const { address, isShared } = clientOfRequest(headers)
  const turn = limit.take(address, isShared)
  if (turn.granted) return null
  return new Response(`Too many attempts to sign in from your network. Try again in ${turn.retryAfter} seconds.\n`, {
    status: 429,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(turn.retryAfter),
    },
  })
}
