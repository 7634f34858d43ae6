import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { graphqlBase } from './addresses'
import { callGitHub, unavailable } from './api-errors'
import { SILENCE } from './budget'
import type { GitHubClient } from './client'
import { readLimit } from './limits'
import { rateLimited } from './take-turn'

const Envelope = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).optional(),
})

const RateLimit = z.object({ rateLimit: z.object({ cost: z.number() }) })

export interface GraphqlAnswer<T> {
  readonly data: T
  /** False when GitHub left something out: single sign-on, or an error in a part of the query. */
  readonly isComplete: boolean
}

/** Asks one query; parts that GitHub leaves out are null in the data, and the answer says that it is not complete. */
export async function queryGitHub<T>(
  client: GitHubClient,
  what: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): Promise<GraphqlAnswer<T>> {
  const response = await callGitHub(what, () =>
    client.octokit.request('POST /graphql', { baseUrl: graphqlBase(), query, variables }),
  )
  const { data: envelope, error: wrongShape } = Envelope.safeParse(response.data)
  if (!envelope) throw unavailable(what, wrongShape)
  const errors = envelope.errors ?? []
  const limit = readLimit({ status: response.status, headers: response.headers, message: '', errors })
  if (limit) throw rateLimited(limit.until ?? new Date(Date.now() + SILENCE.firstMs))
  client.usage.points += RateLimit.safeParse(envelope.data).data?.rateLimit.cost ?? 0

  const parsed = schema.safeParse(envelope.data)
  if (parsed.success) {
    const isShort = String(response.headers['x-github-sso'] ?? '').startsWith('partial-results')
    return { data: parsed.data, isComplete: errors.length === 0 && !isShort }
  }
  if (errors.some(({ type }) => type === 'NOT_FOUND')) throw new AppError('not-found', `GitHub does not show ${what}.`)
  if (errors.some(({ type }) => type === 'FORBIDDEN')) {
    throw new AppError('forbidden', `GitHub refuses ${what}: check the permissions of the application or token.`)
  }
  throw unavailable(
    what,
    new Error(errors[0]?.message ?? 'GitHub answered in an unknown shape', { cause: parsed.error }),
  )
}
