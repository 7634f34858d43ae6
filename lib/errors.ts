const CODES = [
  'not-found',
  'forbidden',
  'signed-out',
  'rate-limited',
  'github-unavailable',
  'invalid-input',
  'unreadable',
  'conflict',
  'misconfigured',
] as const

export type AppErrorCode = (typeof CODES)[number]

/** An expected failure: `message` is a sentence for a person and says what to do; it never holds a secret. */
export class AppError extends Error {
  constructor(
    readonly code: AppErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'AppError'
  }
}

/** GitHub asks to wait; `resetAt` is when to go on. */
export class RateLimited extends AppError {
  constructor(
    message: string,
    readonly resetAt: Date,
    options?: ErrorOptions,
  ) {
    super('rate-limited', message, options)
    this.name = 'RateLimited'
  }
}

/** The archive of a commit is larger than is read; its files may still be read one by one. */
export class ArchiveTooLarge extends AppError {
  constructor(what: string, maxBytes: number) {
    super('unreadable', `It is too large: ${what} is over ${Math.round(maxBytes / 1024 / 1024)} MiB.`)
    this.name = 'ArchiveTooLarge'
  }
}

/** Something in a commit keeps it from being judged within the bounds: another try would end the same way. */
export class NotJudged extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('unreadable', message, options)
    this.name = 'NotJudged'
  }
}

/** Our code failed on a commit while it was judged: a fault of ours, of which its content is the occasion. */
export class JudgingFailed extends Error {
  override readonly name = 'JudgingFailed'
}

/** Whether something failed as expected, for one of these reasons. */
export function hasCode(error: unknown, ...codes: readonly AppErrorCode[]): error is AppError {
  return error instanceof AppError && codes.includes(error.code)
}

/** For `catch`: null where these reasons mean that there is nothing; anything else is thrown on. */
export function nullIf(...codes: readonly AppErrorCode[]): (error: unknown) => null {
  return (error) => {
    if (hasCode(error, ...codes)) return null
    throw error
  }
}

/**
 * What an error is counted under; 'unexpected' is a fault of ours. By its code alone, because the server is built in parts
 * of which each has its own AppError.
 */
export function codeOf(error: unknown): AppErrorCode | 'unexpected' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return CODES.find((known) => known === code) ?? 'unexpected'
}
