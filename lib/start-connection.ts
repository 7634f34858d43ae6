import type pg from 'pg'
import { env } from './env'

const PATIENCE_MS = 8000

/** A connection for one look at the database while a process starts, where the database's client has no place yet. */
export async function withStartConnection<T>(look: (client: pg.Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await look(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
