import { randomUUID } from 'node:crypto'

/** As a proxy in front of Airworthy may have given it, and nothing that could break a line of a log. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/

/** The request's own `x-request-id` where it is well-formed, or else a new one. */
export function requestIdOf(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID()
}
