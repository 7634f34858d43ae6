import 'server-only'
import { existsSync, readdirSync } from 'node:fs'
import { AppError } from '@/lib/errors'
import { db } from './db'

/**
 * Throws AppError 'invalid-input' when the database was migrated by a newer version than that of the folder of migrations,
 * or not yet by this one: what an older version stores there may not be what the newer one expects.
 */
export async function refuseOtherMigrations(folder: URL): Promise<void> {
  if (!existsSync(folder)) return
  const known = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/migration.sql`, folder)))
  const rows = await db().$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null`
  const applied = new Set(rows.map(({ name }) => name))
  const newer = [...applied].find((name) => !known.includes(name))
  if (newer) {
    throw new AppError(
      'invalid-input',
      `The database was written by a newer Airworthy (it has the migration ${newer}). Update this one, and start it again.`,
    )
  }
  const missing = known.find((name) => !applied.has(name))
  if (missing === undefined) return
  throw new AppError(
    'invalid-input',
    `The database is of an older Airworthy (it lacks the migration ${missing}). Run npm run migrate first.`,
  )
}
