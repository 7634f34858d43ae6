import { type AppError, hasCode } from '@/lib/errors'

/** What GitHub said of a viewer counts for so long before it is asked again. */
export const FRESH_MS = 10 * 60_000
/** While GitHub does not answer, what it said at most this long ago still counts. */
export const USABLE_MS = 60 * 60_000

/** GitHub did not answer, or may not be asked for now; anything else is an answer. */
export function isOutage(error: unknown): error is AppError {
  return hasCode(error, 'github-unavailable', 'rate-limited')
}
