import 'server-only'
import type { z } from 'zod'
import { AppError, type AppErrorCode, RateLimited } from '@/lib/errors'
import { log } from '@/lib/log'
import { FAILURES, type Failure, type FailureCode } from './contract/failure'

const CODES: Readonly<Record<AppErrorCode, FailureCode>> = {
  'signed-out': 'unauthenticated',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  'invalid-input': 'invalid-input',
  // GitHub's limits, not ours.
  'rate-limited': 'github-unavailable',
  'github-unavailable': 'github-unavailable',
  unreadable: 'internal',
  conflict: 'internal',
  misconfigured: 'internal',
}

/** An answer of the API that is none, with the headers of whoever answers. */
export function failed(code: FailureCode, message: string, headers = new Headers()): Response {
  const body: z.infer<typeof Failure> = { error: { code, message } }
  if (code === 'unauthenticated') headers.set('www-authenticate', 'Bearer realm="Airworthy"')
  headers.set('cache-control', 'no-store')
  return Response.json(body, { status: FAILURES[code].status, headers })
}

/** What somebody reads when reading failed; what was not expected is logged and not told. */
export function failedBy(error: unknown, headers: Headers): Response {
  if (!(error instanceof AppError) || CODES[error.code] === 'internal') {
    log().error({ error }, 'the API failed')
    return failed('internal', 'Airworthy failed. The fault is ours; try again in a minute.', headers)
  }
  const code = CODES[error.code]
  if (code === 'github-unavailable') headers.set('retry-after', String(secondsUntil(error)))
  return failed(code, error.message, headers)
}

function secondsUntil(error: AppError): number {
  const limited = error instanceof RateLimited ? error : error.cause
  if (!(limited instanceof RateLimited)) return 30
  return Math.max(1, Math.ceil((limited.resetAt.getTime() - Date.now()) / 1000))
}
