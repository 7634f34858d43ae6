/** One reason among several why a request was not valid. */
export interface ValidationProblem {
  resource: string
  field?: string
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom'
  message?: string
}

/** An answer that is not a success, in GitHub's words. */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 422 | 500,
    message: string,
    readonly problems?: readonly ValidationProblem[],
  ) {
    super(message)
  }

  get body() {
    const errors = this.problems ? { errors: this.problems } : {}
    const about = { documentation_url: 'https://docs.github.com/rest', status: String(this.status) }
    return { message: this.message, ...errors, ...about }
  }
}

export const notFound = () => new ApiError(404, 'Not Found')

/** What GitHub answers to a body that is JSON but does not say what it should. */
export const invalid = (...problems: ValidationProblem[]) => new ApiError(422, 'Validation Failed', problems)
