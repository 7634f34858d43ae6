import 'server-only'
import { retry } from '@octokit/plugin-retry'
import { Octokit } from '@octokit/rest'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import type { Spending } from './budget'
import { budgetedRequests } from './budgeted-requests'
import { tracedRequests } from './traced-requests'

export const USER_AGENT = 'airworthy/0.1 (production readiness audit)'
const REQUEST_TIMEOUT_MS = 30_000

/** What a client has spent so far. */
export interface GitHubUsage {
  requests: number
  points: number
  /** Requests that were not needed, because what they would have fetched was known. */
  saved: number
}

export interface GitHubClient {
  readonly octokit: Octokit
  readonly usage: GitHubUsage
  /** Without one the client asks whenever it likes. */
  readonly spending?: Spending
}

/**
 * The first is nearest to GitHub: a span is one request without the wait for its turn, and repeated requests take a turn in
 * the budget of their own.
 */
const Client = Octokit.plugin(tracedRequests, budgetedRequests, retry)

/** A client that speaks for one token, or for nobody, and counts every request it sends, repeated ones included. */
export function createGitHubClient(token: string | undefined, spending?: Spending): GitHubClient {
  const usage: GitHubUsage = { requests: 0, points: 0, saved: 0 }
  const octokit = new Client({
    ...(token === undefined ? {} : { auth: token }),
    baseUrl: env().GITHUB_API_URL,
    userAgent: USER_AGENT,
    log: quietLog,
    request: {
      fetch: (url: string, options: RequestInit) => {
        usage.requests += 1
        return fetch(url, { ...options, signal: options.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
      },
    },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    ...(spending ? { spending } : {}),
  })
  return { octokit, usage, ...(spending ? { spending } : {}) }
}

const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string) => log().debug({ from: 'octokit' }, message),
  error: (message: string) => log().debug({ from: 'octokit' }, message),
}
