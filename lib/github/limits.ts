import type { Allowance, Outcome, Resource } from './budget'

type Headers = Readonly<Record<string, string | number | undefined>>

/** What an answer of GitHub tells of its limits; `message` is what it says of an error. */
export interface Answer {
  readonly status: number
  readonly message: string
  readonly headers: Headers
  /** Errors that came beside data, in an answer that is otherwise a success. */
  readonly errors?: readonly { readonly type?: string | undefined; readonly message: string }[]
}

export interface Limit {
  /** Null where GitHub names no time. */
  readonly until: Date | null
  /** The limit of the hour, which each resource has by itself. */
  readonly isPrimary: boolean
}

/** The limit that an answer speaks of, or null when it is about something else. */
export function readLimit({ status, message, headers, errors = [] }: Answer): Limit | null {
  const isRefused = status === 403 || status === 429
  const isExhausted = errors.some(({ type }) => type === 'RATE_LIMITED')
  const isSecondary = isRefused
    ? /secondary rate|abuse/i.test(message)
    : errors.some((error) => /secondary rate limit/i.test(error.message))
  if (!isRefused && !isExhausted && !isSecondary) return null
  const retryAfter = Number(headers['retry-after'])
  const isSpent = String(headers['x-ratelimit-remaining']) === '0' || isExhausted
  if (retryAfter > 0) return { until: new Date(Date.now() + retryAfter * 1000), isPrimary: isSpent && !isSecondary }
  const reset = Number(headers['x-ratelimit-reset'])
  // A second later, because both clocks count whole ones.
  const until = reset > 0 ? ofOurClock(reset * 1000 + 1000, headers) : null
  // A time that is over names none: whoever took it for one would ask again at once, and again.
  if (isSpent && until !== null) return { until: until.getTime() > Date.now() ? until : null, isPrimary: true }
  if (status === 429 || isExhausted || isSecondary) return { until: null, isPrimary: isExhausted && !isSecondary }
  return null
}

/** The outcome of a request on this resource for the budget. */
export function readOutcome(answer: Answer, resource: Resource): Outcome {
  const allowance = readAllowance(answer.headers, resource)
  const limit = readLimit(answer)
  if (!limit) return { kind: 'answered', allowance }
  return { kind: 'limited', allowance, until: limit.until, wholeToken: !limit.isPrimary }
}

/** Some requests are counted on an account of their own (search, manifests): what they say is not about this one. */
function readAllowance(headers: Headers, resource: Resource): Allowance | null {
  const counted = headers['x-ratelimit-resource'] ?? resource
  const limit = readCount(headers['x-ratelimit-limit'])
  const remaining = readCount(headers['x-ratelimit-remaining'])
  const reset = readCount(headers['x-ratelimit-reset'])
  if (counted !== resource || limit === null || remaining === null || !reset) return null
  return { limit, remaining: Math.min(limit, remaining), resetAt: ofOurClock(reset * 1000, headers) }
}

const SAME_TIME_MS = 10_000

/** A time by GitHub's clock, of which each answer tells what it says; ours may differ from it by minutes. */
function ofOurClock(time: number, { date }: Headers): Date {
  const aheadMs = Date.parse(String(date)) - Date.now()
  // Within some seconds it is the way of the answer, and the same time must stay the same.
  return new Date(Math.abs(aheadMs) > SAME_TIME_MS ? time - aheadMs : time)
}

function readCount(header: string | number | undefined): number | null {
  return /^\d{1,10}$/.test(String(header)) && Number(header) < 2 ** 31 ? Number(header) : null
}
