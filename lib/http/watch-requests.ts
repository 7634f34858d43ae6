import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** What is told of every request that a server of this process answers, pages, routes and actions alike. */
export interface RequestListener {
  /** Before anybody answers it, Next included. */
  begins(exchange: Exchange): void
  ends?(exchange: Exchange): void
}

// The server is built in parts, each with a copy of this module: they share one.
const store = globalThis as typeof globalThis & { airworthyRequestListeners?: Map<string, RequestListener> }

/**
 * Tells a listener of every request from now on; a later one of the same name takes its place, because while developing a
 * changed file starts the same process once more.
 */
export function watchRequests(name: string, listener: RequestListener): void {
  store.airworthyRequestListeners ??= subscribed()
  store.airworthyRequestListeners.set(name, listener)
}

export function isWatching(name: string): boolean {
  return store.airworthyRequestListeners?.has(name) ?? false
}

function subscribed(): Map<string, RequestListener> {
  const listeners = new Map<string, RequestListener>()
  channel('http.server.request.start').subscribe((message) => {
    for (const listener of listeners.values()) listener.begins(message as Exchange)
  })
  channel('http.server.response.finish').subscribe((message) => {
    for (const listener of listeners.values()) listener.ends?.(message as Exchange)
  })
  return listeners
}
