import { AppError, RateLimited } from '@/lib/errors'

interface ApiFailure {
  readonly status: number
  readonly message: string
  readonly headers: Readonly<Record<string, string | number | undefined>>
}

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
  const resetAt = readReset(failure)
  if (resetAt) return rateLimited(resetAt, error)
  if (failure.status === 404) return new AppError('not-found', `GitHub does not show ${what}.`, { cause: error })
  if (failure.status === 403) return forbidden(what, failure, error)
  if (failure.status === 451) {
    return new AppError('unreadable', `GitHub blocks ${what} for legal reasons.`, { cause: error })
  }
  if (failure.status === 409 || failure.status === 422) {
    return new AppError('unreadable', `GitHub can't give ${what} (HTTP ${failure.status}).`, { cause: error })
  }
  return unavailable(what, error)
}

/** GitHub's limit, with the time from which it answers again. */
export function rateLimited(resetAt: Date, cause?: unknown): RateLimited {
  const time = resetAt.toISOString().slice(11, 16)
  return new RateLimited(`GitHub's request limit is used up; it opens again at ${time} UTC.`, resetAt, { cause })
}

export function unavailable(what: string, cause: unknown): AppError {
  const status = readFailure(cause)?.status
  const detail = status ? ` (HTTP ${status})` : ''
  return new AppError('github-unavailable', `GitHub did not answer for ${what}${detail}. Try again in a few minutes.`, {
    cause,
  })
}

function forbidden(what: string, { headers }: ApiFailure, cause: unknown): AppError {
  const sso = headers['x-github-sso'] !== undefined
  const reason = sso
    ? 'the organisation asks for single sign-on: authorise the application for it on GitHub'
    : 'check the permissions of the application or token'
  return new AppError('forbidden', `GitHub refuses ${what}: ${reason}.`, { cause })
}

function readReset({ status, message, headers }: ApiFailure): Date | null {
  const isGraphqlLimit = status === 200 && /rate limit/i.test(message)
  if (status !== 403 && status !== 429 && !isGraphqlLimit) return null
  const retryAfter = Number(headers['retry-after'])
  if (retryAfter > 0) return new Date(Date.now() + retryAfter * 1000)
  const reset = Number(headers['x-ratelimit-reset'])
  if (String(headers['x-ratelimit-remaining']) === '0' && reset > 0) return new Date(reset * 1000 + 1000)
  if (status === 429 || isGraphqlLimit || /secondary rate|abuse/i.test(message)) return new Date(Date.now() + 60_000)
  return null
}

function readFailure(error: unknown): ApiFailure | null {
  // Octokit gives status 500 to what never got an answer, and no status to a limit that came with an answer of 200.
  if (!(error instanceof Error) || !('response' in error)) return null
  const response = error.response as { status?: number; headers?: ApiFailure['headers'] } | undefined
  const status = 'status' in error && typeof error.status === 'number' ? error.status : response?.status
  if (!response || status === undefined) return null
  return { status, message: error.message, headers: response.headers ?? {} }
}
