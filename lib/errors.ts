export type AppErrorCode =
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'rate-limited'
  | 'github-unavailable'
  | 'invalid-input'
  | 'unreadable'
  | 'conflict'

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
