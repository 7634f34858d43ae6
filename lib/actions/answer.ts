import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { currentRequestId } from '@/lib/log-context'

export type ScanAnswer = { readonly ok: true; readonly scanId: string } | { readonly ok: false; readonly error: string }

/** What a person reads when an action failed; the cause is in the log. */
export function answerFailure(error: unknown, what: string): { readonly ok: false; readonly error: string } {
  if (error instanceof AppError) return { ok: false, error: error.message }
  log().error({ error }, what)
  const requestId = currentRequestId()
  const under = requestId ? ` The server’s log has it under ${requestId}.` : ''
  return { ok: false, error: `${what} The fault is ours; try again in a minute.${under}` }
}
