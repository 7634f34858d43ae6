import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'

export type ScanAnswer = { readonly ok: true; readonly scanId: string } | { readonly ok: false; readonly error: string }

/** What a person reads when an action failed; the cause is in the log. */
export function answerFailure(error: unknown, what: string): { readonly ok: false; readonly error: string } {
  if (error instanceof AppError) return { ok: false, error: error.message }
  log().error({ error }, what)
  return { ok: false, error: `${what} The fault is ours; try again in a minute.` }
}
