import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import type { ClientBase } from 'pg'
import { env } from '@/lib/env'
import { PrismaClient } from './generated/client'
import { sendOnce } from './send-once'

const store = globalThis as typeof globalThis & { airworthyDb?: PrismaClient }

/** Opening a connection costs more than most queries, and a page uses several at once: they outlast the look at it. */
const IDLE_MS = 5 * 60_000

/** The one client of this process. */
export function db(): PrismaClient {
  store.airworthyDb ??= new PrismaClient({ adapter: new PrismaPg(poolConfig()) })
  return store.airworthyDb
}

function poolConfig() {
  const { DATABASE_URL: connectionString, DATABASE_CONNECTIONS: max } = env()
  const idleTimeoutMillis = IDLE_MS
  return { connectionString, max, idleTimeoutMillis, application_name: 'airworthy', onConnect: suitPages }
}

/**
 * Compiling a query costs more than running one of a page's, and what pages read is in memory or on a disk that jumps
 * as fast as it reads on; Postgres assumes a spinning one, and would read whole tables for the latest audits.
 */
async function suitPages(client: ClientBase): Promise<void> {
  sendOnce(client)
  await client.query('set jit = off; set random_page_cost = 1.1')
}
