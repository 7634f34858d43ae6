import { codeOf } from '../errors'
import { log } from '../log'

/** What Next tells of where a page, a route or an action failed. */
export interface FailedRequest {
  /** Such as `/orgs/[org]`. */
  readonly routePath: string
  /** render | route | action | proxy */
  readonly routeType: string
}

/** Writes down what ended a request, with the number under which the page tells of it. */
export function logRequestError(error: unknown, { routePath, routeType }: FailedRequest): void {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : undefined
  log()[codeOf(error) === 'unexpected' ? 'error' : 'warn'](
    { error, digest, route: routePath, during: routeType },
    'a request failed',
  )
}
