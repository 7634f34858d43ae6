import type { Octokit } from '@octokit/rest'
import { RateLimited } from '@/lib/errors'
import { log } from '@/lib/log'
import { type Lease, type Outcome, type Resource, SILENCE, type Spending } from './budget'
import { answerBehind, type HttpAnswer } from './http-answer'
import { type Answer, readOutcome } from './limits'
import { rateLimited, takeTurn } from './take-turn'

interface ClientOptions {
  readonly spending?: Spending
  readonly [option: string]: unknown
}

interface RequestOptions {
  readonly url: string
  readonly method: string
  readonly query?: unknown
}

/**
 * An Octokit plugin: every request, repeated ones included, takes its turn in the budget and tells it what GitHub
 * answered. Throws RateLimited instead of Octokit's own error where GitHub speaks of a limit.
 */
export function budgetedRequests(octokit: Pick<Octokit, 'hook'>, { spending }: ClientOptions): object {
  if (!spending) return {}
  octokit.hook.wrap('request', async (request, options) => {
    const resource = resourceOf(options)
    const lease = await takeTurn(spending, { resource, weight: weightOf(options) }, options.request.signal)
    try {
      const response = await request(options)
      const limit = await settle(spending, lease, toAnswer(response))
      if (limit) throw limit
      return response
    } catch (error) {
      throw (await settleError(spending, lease, error)) ?? error
    }
  })
  return {}
}

async function settleError(spending: Spending, lease: Lease, error: unknown): Promise<Error | null> {
  if (!(error instanceof Error) || error instanceof RateLimited) return null
  const answer = answerBehind(error)
  if (answer) return settle(spending, lease, { ...toAnswer(answer), message: error.message }, error)
  await settleLease(spending, lease, { kind: 'released' })
  return null
}

/** Answers the error to throw when GitHub speaks of a limit. */
async function settle(spending: Spending, lease: Lease, answer: Answer, cause?: Error): Promise<Error | null> {
  const outcome = readOutcome(answer, lease.resource)
  const until = await settleLease(spending, lease, outcome)
  if (outcome.kind !== 'limited') return null
  return rateLimited(until ?? outcome.until ?? new Date(Date.now() + SILENCE.firstMs), cause)
}

/** What GitHub answered must not be lost because the account could not be written; the lease ends by itself then. */
export async function settleLease({ budget }: Spending, lease: Lease, outcome: Outcome): Promise<Date | null> {
  try {
    return await budget.settle(lease, outcome)
  } catch (error) {
    log().warn({ error, resource: lease.resource }, 'what GitHub answered of its limits could not be noted')
    return null
  }
}

function toAnswer({ status, headers, data }: HttpAnswer): Answer {
  const errors = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : undefined
  if (!Array.isArray(errors)) return { status, headers, message: '' }
  return { status, headers, message: '', errors: errors.filter(isGraphqlError) }
}

function isGraphqlError(error: unknown): error is { type?: string; message: string } {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
}

function resourceOf({ url }: RequestOptions): Resource {
  return url.endsWith('/graphql') ? 'graphql' : 'core'
}

/** GitHub counts 5 points of the minute for what changes something. */
function weightOf({ url, method, query }: RequestOptions): number {
  if (url.endsWith('/graphql')) return typeof query === 'string' && /^\s*mutation\b/.test(query) ? 5 : 1
  return method === 'GET' || method === 'HEAD' ? 1 : 5
}
