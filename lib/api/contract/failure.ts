import { z } from 'zod'
import { named } from './named'

/** Each code with its HTTP status and when it comes. */
export const FAILURES = {
  unauthenticated: { status: 401, when: 'No token, one that was revoked or has ended, or its owner’s sign-in has.' },
  forbidden: { status: 403, when: 'An Airworthy for one person was asked from another machine.' },
  'not-found': { status: 404, when: 'It does not exist, or GitHub does not show it to the token’s owner.' },
  'invalid-input': { status: 422, when: 'A parameter is unknown or of no use.' },
  'rate-limited': { status: 429, when: 'Too many requests in this minute; Retry-After says how long to wait.' },
  internal: { status: 500, when: 'The fault is Airworthy’s.' },
  'github-unavailable': { status: 503, when: 'GitHub could not be asked what the token’s owner may see.' },
} as const satisfies Record<string, { status: number; when: string }>

export type FailureCode = keyof typeof FAILURES

export const Failure = named(
  'Failure',
  z.object({
    error: z.object({
      code: z.enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]),
      message: z.string().describe('A sentence for a person, which says what to do.'),
    }),
  }),
)
