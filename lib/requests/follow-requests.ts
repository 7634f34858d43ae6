import type { IncomingMessage } from 'node:http'
import { type Exchange, watchRequests } from '../http/watch-requests'
import { enterLogContext } from '../log-context'
import { count, observe } from '../metrics/counts'
import { requestIdOf } from './request-id'
import type { RouteOf } from './routes'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const begun = new WeakMap<IncomingMessage, number>()

/**
 * Gives every request that a server of this process answers an id: in its own headers, for whoever reads them, on the
 * answer, and on every line that is logged on its way. Counts the answers by route.
 */
export function followRequests(routeOf: RouteOf): void {
  watchRequests('ids and counts', { begins: begin, ends: (exchange) => end(exchange, routeOf) })
}

function begin({ request, response }: Exchange): void {
  const requestId = requestIdOf(request.headers['x-request-id'])
  request.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  // The one thing of an answer that scripts of a page may read of the page itself.
  if (isForPage(request)) response.setHeader('server-timing', `request;desc="${requestId}"`)
  begun.set(request, performance.now())
  enterLogContext({ requestId })
}

/** A document, or what takes its place when a link is followed. */
function isForPage({ headers }: IncomingMessage): boolean {
  return headers.rsc !== undefined || (headers.accept?.includes('text/html') ?? false)
}

function end({ request, response }: Exchange, routeOf: RouteOf): void {
  const began = begun.get(request)
  if (began === undefined) return
  const route = routeOf((request.url ?? '').split('?', 1)[0] ?? '')
  const method = METHODS.find((known) => known === request.method) ?? 'other'
  count('airworthy_http_requests_total', { route, method, status: `${Math.floor(response.statusCode / 100)}xx` })
  if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return
  observe('airworthy_http_request_duration_seconds', { route }, (performance.now() - began) / 1000)
}
