import { AppError, hasCode } from '@/lib/errors'

/** Another try gives the same answer. */
export function isHopeless(error: unknown): boolean {
  return hasCode(error, 'not-found', 'forbidden', 'signed-out', 'invalid-input')
}

/** What a person is told of a failure; `what` completes "Airworthy failed …" where it is not GitHub's doing. */
export function failureReason(error: unknown, what: string): string {
  return error instanceof AppError ? error.message : `Airworthy failed ${what}; the fault is ours.`
}
