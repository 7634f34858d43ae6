import { AppError, hasCode, JudgingFailed, NotJudged } from '@/lib/errors'

/** Another try gives the same answer. */
export function isHopeless(error: unknown): boolean {
  return error instanceof NotJudged || hasCode(error, 'not-found', 'forbidden', 'signed-out', 'invalid-input')
}

/** Whoever wrote the commit may have brought it about: its content can't be read or judged. */
export function isOfContent(error: unknown): boolean {
  return error instanceof JudgingFailed || hasCode(error, 'unreadable')
}

/** What a person is told of a failure; `what` completes "Airworthy failed …" where it is not GitHub's doing. */
export function failureReason(error: unknown, what: string): string {
  return error instanceof AppError ? error.message : `Airworthy failed ${what}; the fault is ours.`
}
