import 'server-only'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import { log } from '@/lib/log'
import { restBase } from './addresses'

export const USER_AGENT = 'airworthy/0.1 (production readiness audit)'
const REQUEST_TIMEOUT_MS = 30_000
/** Longer waits are left to the queue, which does not hold a worker meanwhile. */
const LONGEST_WAIT_SECONDS = 5

/** What a client has spent so far. */
export interface GitHubUsage {
  requests: number
  points: number
}

export interface GitHubClient {
  readonly octokit: Octokit
  readonly usage: GitHubUsage
}

const Client = Octokit.plugin(throttling, retry)
type ThrottleOptions = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>['throttle']>
type WriteLimiter = Extract<ThrottleOptions, { write?: unknown }>['write']

/** The plugin spaces every POST by a second to protect writes; ours are GraphQL queries and write nothing. */
const unspaced = { key: () => ({ schedule: async () => undefined }) } as unknown as WriteLimiter

/** A client that speaks for one token, or for nobody, and counts every request it sends, repeated ones included. */
export function createGitHubClient(token: string | undefined): GitHubClient {
  const usage: GitHubUsage = { requests: 0, points: 0 }
  const patient = (seconds: number, _options: unknown, _octokit: unknown, retries: number) =>
    seconds <= LONGEST_WAIT_SECONDS && retries < 2
  const octokit = new Client({
    ...(token === undefined ? {} : { auth: token }),
    baseUrl: restBase(),
    userAgent: USER_AGENT,
    log: quietLog,
    request: {
      fetch: (url: string, options: RequestInit) => {
        usage.requests += 1
        return fetch(url, { ...options, signal: options.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
      },
    },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: { write: unspaced, onRateLimit: patient, onSecondaryRateLimit: patient },
  })
  return { octokit, usage }
}

const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string) => log().debug({ from: 'octokit' }, message),
  error: (message: string) => log().debug({ from: 'octokit' }, message),
}
