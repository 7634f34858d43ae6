import { AppError, hasCode, JudgingFailed, NotJudged } from '@/lib/errors'

/** Judging is a function of the commit and the engine: while both are the same, it ends the same way. */
export function isOfJudging(error: unknown): error is NotJudged | JudgingFailed {
  return error instanceof NotJudged || error instanceof JudgingFailed
}

/** Another try gives the same answer. */
export function isHopeless(error: unknown): boolean {
  return isOfJudging(error) || hasCode(error, 'not-found', 'forbidden', 'signed-out', 'invalid-input')
}

/** Whoever wrote the commit may have brought it about: its content can't be read or judged. */
export function isOfContent(error: unknown): boolean {
  return error instanceof JudgingFailed || hasCode(error, 'unreadable')
}

/** For `catch`: null where the content is the reason; anything else is thrown on. */
export function nullIfOfContent(error: unknown): null {
  if (isOfContent(error)) return null
  throw error
}

/** What a person is told of a failure; `what` completes "Airworthy failed …" where it is not GitHub's doing. */
export function failureReason(error: unknown, what: string): string {
  if (error instanceof JudgingFailed)
    return 'Airworthy failed to judge the commit; the fault is ours, and the log has it.'
  return error instanceof AppError ? error.message : `Airworthy failed ${what}; the fault is ours.`
}
