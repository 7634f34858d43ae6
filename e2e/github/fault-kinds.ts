import { z } from 'zod'
import { breakInTheMiddle, corruptArchive, shortenList, truncateArchive } from './damaged-answers'

const common = {
  /** The beginning of the path; where such a misfortune belongs when absent. */
  match: z.string().startsWith('/').optional(),
  method: z.string().toUpperCase().optional(),
  /** Only requests whose body holds this text, to tell one GraphQL query from another. */
  contains: z.string().min(1).optional(),
  times: z.number().int().positive().default(1),
}
const Seconds = z.number().int().min(1).max(3600)
const resets = { resetInSeconds: Seconds.default(60) }
const retries = { retryAfterSeconds: Seconds.default(60) }
/** How many items each answer misses. */
const misses = { missing: z.number().int().positive().default(1) }

function define<K extends string, S extends z.ZodRawShape>(kind: K, options: S) {
  return z.strictObject({ kind: z.literal(kind), ...common, ...options })
}

/** Misfortunes that GitHub is known for, by name. */
export const NamedFault = z.discriminatedUnion('kind', [
  define('primary-limit', resets),
  define('secondary-limit', retries),
  define('secondary-limit-without-retry-after', {}),
  define('graphql-exhausted', resets),
  define('graphql-partial', {}),
  define('sso-partial', misses),
  define('short-list', misses),
  define('slow', { delayMs: z.number().int().min(1).max(120_000).default(1000) }),
  define('cut', { cutAfterBytes: z.number().int().min(0).default(100) }),
  define('truncated-archive', {}),
  define('corrupt-archive', {}),
  define('lost-answer', {}),
  define('server-error', {}),
  define('bad-gateway-html', {}),
])
export type NamedFault = z.infer<typeof NamedFault>

/** What happens to one request. */
export interface Happening {
  /** Answered without asking the server. */
  status?: number
  headers?: Record<string, string>
  body?: string | Record<string, unknown>
  delayMs?: number
  cutAfterBytes?: number
  /** Done to the answer of the server. */
  change?: (answer: Response) => Promise<Response>
}

/** Where a misfortune is looked for unless told. */
export function placeOf({ kind, match }: NamedFault): string {
  if (match) return match
  if (kind === 'graphql-exhausted' || kind === 'graphql-partial') return '/api/graphql'
  return kind === 'truncated-archive' || kind === 'corrupt-archive' ? '/_codeload/' : '/api/'
}

/** What a named misfortune does to a request at this moment. */
export function happen(fault: NamedFault): Happening {
  switch (fault.kind) {
    case 'primary-limit':
      return { status: 403, headers: spent('core', fault.resetInSeconds), body: refusal(PRIMARY) }
    case 'secondary-limit':
      return { status: 403, headers: { 'retry-after': String(fault.retryAfterSeconds) }, body: refusal(SECONDARY) }
    case 'secondary-limit-without-retry-after':
      return { status: 403, body: refusal(SECONDARY) }
    case 'graphql-exhausted':
      return {
        status: 200,
        headers: spent('graphql', fault.resetInSeconds),
        body: { errors: [{ type: 'RATE_LIMITED', message: PRIMARY }] },
      }
    case 'graphql-partial':
      return { change: breakInTheMiddle }
    case 'sso-partial':
      return {
        change: (answer) => shortenList(answer, fault.missing),
        headers: { 'x-github-sso': 'partial-results; organizations=21955855,20582480' },
      }
    case 'short-list':
      return { change: (answer) => shortenList(answer, fault.missing) }
    case 'slow':
      return { delayMs: fault.delayMs }
    case 'cut':
      return { cutAfterBytes: fault.cutAfterBytes }
    case 'truncated-archive':
      return { change: truncateArchive }
    case 'corrupt-archive':
      return { change: corruptArchive }
    case 'lost-answer':
      return { change: async () => new Response(BAD_GATEWAY, { status: 502, headers: HTML }) }
    case 'server-error':
      return { status: 500, body: { message: 'Server Error' } }
    case 'bad-gateway-html':
      return { status: 502, headers: HTML, body: BAD_GATEWAY }
  }
}

const PRIMARY = 'API rate limit exceeded for user ID 1.'
export const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n'

export function refusal(message: string) {
  const documentation_url = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'
  return { message, documentation_url }
}

function spent(resource: 'core' | 'graphql', seconds: number): Record<string, string> {
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds),
    'x-ratelimit-resource': resource,
  }
}
