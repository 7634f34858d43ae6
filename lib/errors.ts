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

/** The archive of a commit is larger than is read; its files may still be read one by one. */
export class ArchiveTooLarge extends AppError {
  constructor(what: string, maxBytes: number) {
    super('unreadable', `It is too large: ${what} is over ${Math.round(maxBytes / 1024 / 1024)} MiB.`)
    this.name = 'ArchiveTooLarge'
  }
}
