import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PEER_HEADER } from './client-address'

const CHANNEL = 'http.server.request.start'
/** Of a year; only of this host, because what else runs below its domain is not ours to say. */
export const STRICT_TRANSPORT = 'max-age=31536000'

interface Started {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

const store = globalThis as typeof globalThis & { airworthyWatch?: (message: unknown) => void }

/**
 * Looks at every request of this process before Next does: notes who is at the other end, which Next tells nobody, and
 * where people come by https has browsers never come otherwise. `ownUrl` is NEXTAUTH_URL, not known while building.
 */
export function watchRequests(ownUrl: string): void {
  const isSecure = new URL(ownUrl).protocol === 'https:'
  if (store.airworthyWatch) diagnostics.unsubscribe(CHANNEL, store.airworthyWatch)
  store.airworthyWatch = (message) => {
    const { request, response } = message as Started
    delete request.headers[PEER_HEADER]
    const { remoteAddress } = request.socket
    if (remoteAddress) request.headers[PEER_HEADER] = remoteAddress
    if (isSecure) response.setHeader('strict-transport-security', STRICT_TRANSPORT)
  }
  diagnostics.subscribe(CHANNEL, store.airworthyWatch)
}

/** Without it, what stands in the header is what the client wrote. */
export function isWatching(): boolean {
  return store.airworthyWatch !== undefined
}
