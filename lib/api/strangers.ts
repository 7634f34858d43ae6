import 'server-only'
import { hasCode } from '@/lib/errors'
import { clientOfRequest } from '@/lib/http/request-client'
import { RequestLimit } from '@/lib/http/request-limit'
import { failed } from './failure'

/** Requests of one address in one minute of which nobody knows by whom they are. */
const STRANGERS_OF_ONE_ADDRESS = 300

const limit = new RequestLimit(STRANGERS_OF_ONE_ADDRESS)

/** An answer to whoever guessed at tokens for long enough, before the next one is looked up; null for others. */
export function refuseStrangers(headers: Headers): Response | null {
  const { address, isShared } = clientOfRequest(headers)
  const turn = limit.ask(address, isShared)
  if (turn.granted) return null
  const message = 'Too many requests without a token that is valid came from your address. Wait as Retry-After says.'
  return failed('rate-limited', message, new Headers({ 'retry-after': String(turn.retryAfter) }))
}

/** For `catch` of what authenticates: counts who was refused, and throws on. */
export function countStranger(headers: Headers): (error: unknown) => never {
  return (error) => {
    if (hasCode(error, 'signed-out', 'forbidden')) limit.count(clientOfRequest(headers).address)
    throw error
  }
}
