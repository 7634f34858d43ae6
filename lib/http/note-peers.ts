import { PEER_HEADER } from './client-address'
import { isWatching, watchRequests } from './watch-requests'

const NAME = 'peers'
/** Of a year; only of this host, because what else runs below its domain is not ours to say. */
export const STRICT_TRANSPORT = 'max-age=31536000'

/**
 * Notes of every request who is at the other end, which Next tells nobody, and where people come by https has browsers
 * never come otherwise. `ownUrl` is NEXTAUTH_URL, not known while building.
 */
export function notePeers(ownUrl: string): void {
  const isSecure = new URL(ownUrl).protocol === 'https:'
  watchRequests(NAME, {
    begins({ request, response }) {
      delete request.headers[PEER_HEADER]
      const { remoteAddress } = request.socket
      if (remoteAddress) request.headers[PEER_HEADER] = remoteAddress
      if (isSecure) response.setHeader('strict-transport-security', STRICT_TRANSPORT)
    },
  })
}

/** Without it, what stands in the header is what the client wrote. */
export function arePeersNoted(): boolean {
  return isWatching(NAME)
}
