import { Server } from 'node:http'
import { createRequire } from 'node:module'
import type pg from 'pg'

/*
 * Preloaded into the web server by the bench `organisation`: tells the parent of each page how long it took, for how long of it
 * at least one query was open, and what the queries took one by one. Requests must come one after the other.
 */

/** What one request took in the process that answered it, in milliseconds. */
export interface RequestTimes {
  readonly path: string
  /** From the request to its last byte. */
  readonly server: number
  /** Of these, while at least one query was open. */
  readonly sql: number
  /** The queries' times added up, which run side by side. */
  readonly sqlSum: number
  readonly queries: number
  /** Processor time of this process with all its threads. */
  readonly processor: number
}

const query = { open: 0, count: 0, begun: 0, wall: 0, sum: 0 }

// The same copy of the driver that the server loads.
const { Client }: typeof pg = createRequire(process.argv[1] ?? '')('pg')
const send: (...args: unknown[]) => unknown = Client.prototype.query
Client.prototype.query = function timed(this: pg.Client, ...args: unknown[]) {
  const done = begin()
  const last = args.length - 1
  const callback = args[last]
  if (typeof callback === 'function') {
    args[last] = (...answer: unknown[]) => {
      done()
      return callback(...answer)
    }
    return send.apply(this, args)
  }
  const answer = send.apply(this, args)
  if (answer instanceof Promise) answer.then(done, done)
  else done()
  return answer
} as typeof Client.prototype.query

const emit = Server.prototype.emit as (name: string | symbol, ...args: unknown[]) => boolean
Server.prototype.emit = function timed(this: Server, name: string | symbol, ...args: unknown[]) {
  if (name === 'request') follow(...(args as [{ url: string }, NodeJS.EventEmitter]))
  return emit.call(this, name, ...args)
}

function begin(): () => void {
  const started = performance.now()
  if (query.open === 0) query.begun = started
  query.open += 1
  return () => {
    const now = performance.now()
    query.open -= 1
    query.count += 1
    query.sum += now - started
    if (query.open === 0) query.wall += now - query.begun
  }
}

function follow({ url }: { readonly url: string }, response: NodeJS.EventEmitter): void {
  const before = { ...query, started: performance.now(), processor: process.cpuUsage() }
  response.once('finish', () => {
    const { user, system } = process.cpuUsage(before.processor)
    const times: RequestTimes = {
      path: url,
      server: performance.now() - before.started,
      sql: query.wall - before.wall,
      sqlSum: query.sum - before.sum,
      queries: query.count - before.count,
      processor: (user + system) / 1000,
    }
    process.send?.(times)
  })
}
