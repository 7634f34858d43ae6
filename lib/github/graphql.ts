import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { graphqlBase } from './addresses'
import { callGitHub, unavailable } from './api-errors'
import { SILENCE } from './budget'
import type { GitHubClient } from './client'
import { answerBehind, type HttpAnswer, isCutBySso } from './http-answer'
import { readLimit } from './limits'
import { rateLimited } from './take-turn'

const Problem = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ saml_failure: z.boolean().optional() }).optional(),
})

const Envelope = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(Problem).optional(),
})

/** Why GitHub left out a part of an answer, and where; `path` begins at the root of the query. */
export type GraphqlProblem = z.infer<typeof Problem>

const RateLimit = z.object({ rateLimit: z.object({ cost: z.number() }) })

export interface GraphqlAnswer<T> {
  readonly data: T
  /** False when GitHub left something out: single sign-on, or an error in a part of the query. */
  readonly isComplete: boolean
  readonly problems: readonly GraphqlProblem[]
  /** True when GitHub said that single sign-on made the answer short. */
  readonly isCutBySso: boolean
}

/** Asks one query; parts that GitHub leaves out are null in the data, and the answer says that it is not complete. */
export async function queryGitHub<T>(
  client: GitHubClient,
  what: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): Promise<GraphqlAnswer<T>> {
  const response = await callGitHub<HttpAnswer>(what, () =>
    client.octokit.request('POST /graphql', { baseUrl: graphqlBase(), query, variables }).catch(partOfAnswer),
  )
  const { data: envelope, error: wrongShape } = Envelope.safeParse(response.data)
  if (!envelope) throw unavailable(what, wrongShape)
  const errors = envelope.errors ?? []
  const limit = readLimit({ status: response.status, headers: response.headers, message: '', errors })
  if (limit) throw rateLimited(limit.until ?? new Date(Date.now() + SILENCE.firstMs))
  client.usage.points += RateLimit.safeParse(envelope.data).data?.rateLimit.cost ?? 0

  const parsed = schema.safeParse(envelope.data)
  if (parsed.success) {
    const isCut = isCutBySso(response.headers) || errors.some(isSsoProblem)
    return { data: parsed.data, isComplete: errors.length === 0 && !isCut, problems: errors, isCutBySso: isCut }
  }
  throw explainProblems(what, errors, parsed.error)
}

export function isSsoProblem({ extensions, message }: GraphqlProblem): boolean {
  return extensions?.saml_failure === true || /\bSAML\b/.test(message)
}

/** What to tell a person of an answer that lacks what was asked for. */
export function explainProblems(what: string, errors: readonly GraphqlProblem[], cause?: unknown): AppError {
  if (errors.some(({ type }) => type === 'NOT_FOUND')) return new AppError('not-found', `GitHub does not show ${what}.`)
  if (errors.some(isSsoProblem)) {
    const todo = 'the organisation asks for single sign-on: authorise the application or token for it on GitHub'
    return new AppError('forbidden', `GitHub refuses ${what}: ${todo}.`)
  }
  if (errors.some(({ type }) => type === 'FORBIDDEN')) {
    return new AppError('forbidden', `GitHub refuses ${what}: check the permissions of the application or token.`)
  }
  return unavailable(what, new Error(errors[0]?.message ?? 'GitHub answered in an unknown shape', { cause }))
}

/** What Octokit takes for a failure, and tried again in vain, may still hold a part of what was asked for. */
function partOfAnswer(error: unknown): HttpAnswer {
  const answer = answerBehind(error)
  if (answer?.status === 200 && Envelope.safeParse(answer.data).data?.data != null) return answer
  throw error
}
