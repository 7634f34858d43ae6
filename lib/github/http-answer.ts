type Headers = Readonly<Record<string, string | number | undefined>>

/** An answer of GitHub as Octokit hands it on. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly data: unknown
}

/** The answer behind an error that Octokit throws; null when GitHub gave none, for which Octokit makes up a status. */
export function answerBehind(error: unknown): HttpAnswer | null {
  if (!(error instanceof Error) || !('response' in error)) return null
  const { response } = error
  if (typeof response !== 'object' || response === null) return null
  const status = 'status' in response ? response.status : 'status' in error ? error.status : undefined
  if (typeof status !== 'number') return null
  const headers = 'headers' in response && isHeaders(response.headers) ? response.headers : {}
  return { status, headers, data: 'data' in response ? response.data : undefined }
}

/** Single sign-on kept a part of the answer back, which is otherwise a success. */
export function isCutBySso(headers: Headers): boolean {
  return String(headers['x-github-sso'] ?? '').startsWith('partial-results')
}

function isHeaders(value: unknown): value is Headers {
  return typeof value === 'object' && value !== null
}
