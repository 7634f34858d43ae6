import 'server-only'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type Client, clientOf } from './client-address'
import { arePeersNoted } from './note-peers'

const store = globalThis as typeof globalThis & { airworthyToldOfProxy?: boolean }

/** Whom a request to this process is counted by. */
export function clientOfRequest(headers: Headers): Client {
  if (!arePeersNoted()) return { address: 'unknown', isShared: true }
  const client = clientOf(headers, env().TRUSTED_PROXIES)
  if (client.isShared && !store.airworthyToldOfProxy) {
    store.airworthyToldOfProxy = true
    const { address } = client
    log().warn({ address }, 'requests come through a proxy that TRUSTED_PROXIES does not name and are counted as one')
  }
  return client
}
