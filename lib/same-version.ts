import { findMigrations, listMigrations, refuseNewer } from './data/migration-folder'
import { withStartConnection } from './start-connection'

/**
 * Throws AppError 'invalid-input' when a newer version has migrated the database, whose tables may hold by now what this
 * one would show wrong.
 */
export async function requireKnownMigrations(): Promise<void> {
  const folder = findMigrations()
  if (folder) refuseNewer(await readApplied(), listMigrations(folder))
}

function readApplied(): Promise<readonly string[]> {
  return withStartConnection(async (client) => {
    const { rows } = await client.query(
      'select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null',
    )
    return rows.map(({ name }) => String(name))
  })
}
