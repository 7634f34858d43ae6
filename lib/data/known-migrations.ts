import 'server-only'
import { existsSync } from 'node:fs'
import { AppError } from '@/lib/errors'
import { db } from './db'
import { listMigrations, refuseNewer } from './migration-folder'

/**
 * Throws AppError 'invalid-input' when the database was migrated by a newer version than that of the folder of migrations,
 * or not yet by this one: what an older version stores there may not be what the newer one expects.
 */
export async function refuseOtherMigrations(folder: URL): Promise<void> {
  if (!existsSync(folder)) return
  const known = listMigrations(folder)
  const rows = await db().$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null`
  const applied = new Set(rows.map(({ name }) => name))
  refuseNewer(applied, known)
  const missing = known.find((name) => !applied.has(name))
  if (missing === undefined) return
  throw new AppError(
    'invalid-input',
    `The database is of an older Airworthy (it lacks the migration ${missing}). Run npm run migrate first.`,
  )
}
