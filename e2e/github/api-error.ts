/** An answer that is not a success, in GitHub's words. */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 500,
    message: string,
  ) {
    super(message)
  }

  get body() {
    return { message: this.message, documentation_url: 'https://docs.github.com/rest', status: String(this.status) }
  }
}

export const notFound = () => new ApiError(404, 'Not Found')
