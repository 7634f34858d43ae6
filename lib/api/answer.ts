import 'server-only'
import type { z } from 'zod'
import { type ApiCaller, authenticateCaller } from '@/lib/auth/api-caller'
import { type ApiQuota, spendRequest } from '@/lib/data/api-usage'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { publicAddress } from './addresses'
import { type Asked, nothing } from './asked'
import { failed, failedBy } from './failure'
import type { NamesIn, Operation } from './operations'
import { linkHeader, type PageOfList } from './page-links'
import { parseParameters, searchOf } from './parameters'
import { countStranger, refuseStrangers } from './strangers'

/** A question to one operation. */
export interface Question<Path extends string, Query extends z.ZodObject> extends Asked<NamesIn<Path>> {
  /** What follows the question mark, checked. */
  readonly query: z.output<Query>
  /** The same as it came, for who fills in a page's defaults. */
  readonly search: SearchParams
}

export type Read<Path extends string, Query extends z.ZodObject, Result> = (
  question: Question<Path, Query>,
) => Promise<Result>

export type Handler<Path extends string> = (
  request: Request,
  context: { readonly params: Promise<Record<NamesIn<Path>, string> | undefined> },
) => Promise<Response>

/** The route of an operation: only what its contract names leaves, in the shape that it names. */
export function answering<Path extends string, Query extends z.ZodObject, Answer extends z.ZodType>(
  operation: Operation<Path, Query, Answer>,
  read: Read<Path, Query, { readonly body: z.input<Answer>; readonly page?: PageOfList }>,
): Handler<Path> {
  return responding(operation, async (question, request) => {
    const { body, page } = await read(question)
    const answer = Response.json(operation.answer.parse(body))
    const links = page && linkHeader(publicAddress(request.url), page)
    if (links) answer.headers.set('link', links)
    return answer
  })
}

/** The same for what answers with something else than JSON. */
export function responding<Path extends string, Query extends z.ZodObject>(
  operation: Pick<Operation<Path, Query>, 'path' | 'query'>,
  respond: (question: Question<Path, Query>, request: Request) => Promise<Response>,
): Handler<Path> {
  return async (request, { params }) => {
    const headers = new Headers()
    try {
      const tooMany = refuseStrangers(request.headers)
      if (tooMany) return tooMany
      const caller = await authenticateCaller(request.headers).catch(countStranger(request.headers))
      const quota = await admit(caller, headers)
      if (quota.isExceeded) {
        const message = `More than ${quota.limit} requests in one minute. Wait as long as Retry-After says.`
        return failed('rate-limited', message, headers)
      }
      const search = searchOf(request.url)
      const query = parseParameters(operation.query, search)
      const answer = await respond({ caller, params: await namesIn(params), query, search }, request)
      for (const [name, value] of headers) answer.headers.set(name, value)
      answer.headers.set('cache-control', 'private, no-store')
      return answer
    } catch (error) {
      return failedBy(error, headers)
    }
  }
}

/** Names that GitHub never gives are nobody's, and some of them no database takes. */
async function namesIn<Names extends Record<string, string>>(params: Promise<Names | undefined>): Promise<Names> {
  // Next gives none where a path names nothing.
  const names = (await params) ?? ({} as Names)
  return Object.values(names).every((name) => /^[\w.~-]{1,200}$/.test(name)) ? names : nothing()
}

/** Counts the request and notes in the headers what is left. */
async function admit({ accounts }: ApiCaller, headers: Headers): Promise<ApiQuota> {
  const quota = await spendRequest(accounts)
  headers.set('x-ratelimit-limit', String(quota.limit))
  headers.set('x-ratelimit-remaining', String(quota.remaining))
  headers.set('x-ratelimit-reset', String(quota.resetAt))
  if (quota.isExceeded) headers.set('retry-after', String(quota.resetAfter))
  return quota
}
