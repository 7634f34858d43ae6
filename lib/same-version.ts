import { findMigrations, listMigrations, refuseNewer } from './data/migration-folder'
import { env } from './env'

const PATIENCE_MS = 8000

/**
 * Throws AppError 'invalid-input' when a newer version has migrated the database, whose tables may hold by now what this
 * one would show wrong.
 */
export async function requireKnownMigrations(): Promise<void> {
  const folder = findMigrations()
  if (folder) refuseNewer(await readApplied(), listMigrations(folder))
}

/** Without the database's client, for a start is not its place. */
async function readApplied(): Promise<readonly string[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query(
      'select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null',
    )
    return rows.map(({ name }) => String(name))
  } finally {
    await client.end().catch(() => undefined)
  }
}
