import { AppError } from '@/lib/errors'
import { SILENCE } from './budget'
import { answerBehind } from './http-answer'
import { type Answer, readLimit } from './limits'
import { rateLimited } from './take-turn'

/** Runs a call and turns what Octokit throws into an AppError; `what` completes "GitHub …", such as "the list of teams". */
export async function callGitHub<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translateApiError(what, error)
  }
}

export function translateApiError(what: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const failure = readFailure(error)
  if (!failure) return unavailable(what, error)
  if (failure.status === 401) {
    return new AppError('signed-out', 'GitHub no longer accepts this sign-in. Sign in again.', { cause: error })
  }
  const limit = readLimit(failure)
  if (limit) return rateLimited(limit.until ?? new Date(Date.now() + SILENCE.firstMs), error)
  if (failure.status === 404) return new AppError('not-found', `GitHub does not show ${what}.`, { cause: error })
  if (failure.status === 403) return forbidden(what, failure, error)
  if (failure.status === 410) {
    return new AppError('unreadable', `GitHub no longer has ${what}.`, { cause: error })
  }
  if (failure.status === 451) {
    return new AppError('unreadable', `GitHub blocks ${what} for legal reasons.`, { cause: error })
  }
  if (failure.status === 409 || failure.status === 422) {
    return new AppError('unreadable', `GitHub can't give ${what} (HTTP ${failure.status}).`, { cause: error })
  }
  return unavailable(what, error)
}

export function unavailable(what: string, cause: unknown): AppError {
  const status = readFailure(cause)?.status
  const detail = status ? ` (HTTP ${status})` : ''
  return new AppError('github-unavailable', `GitHub did not answer for ${what}${detail}. Try again in a few minutes.`, {
    cause,
  })
}

function forbidden(what: string, { headers }: Answer, cause: unknown): AppError {
  const sso = headers['x-github-sso'] !== undefined
  const reason = sso
    ? 'the organisation asks for single sign-on: authorise the application for it on GitHub'
    : 'check the permissions of the application or token'
  return new AppError('forbidden', `GitHub refuses ${what}: ${reason}.`, { cause })
}

function readFailure(error: unknown): Answer | null {
  const answer = answerBehind(error)
  return answer && { ...answer, message: error instanceof Error ? error.message : '' }
}
