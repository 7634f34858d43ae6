import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/errors'

/** From where the web server runs: the project in development, `dist/web/<build>` once built (its server.js goes there). */
const PLACES = ['prisma/migrations/', '../../../prisma/migrations/']

/** The migrations that the web server came with; null where they were left out. */
export function findMigrations(folder = /* turbopackIgnore: true */ process.cwd()): URL | null {
  const base = pathToFileURL(`${folder}/`)
  return PLACES.map((place) => new URL(place, base)).find((found) => existsSync(found)) ?? null
}

export function listMigrations(folder: URL): readonly string[] {
  return readdirSync(folder).filter((name) => existsSync(new URL(`${name}/migration.sql`, folder)))
}

/** Throws AppError 'invalid-input' when something was applied that this version does not know. */
export function refuseNewer(applied: Iterable<string>, known: readonly string[]): void {
  const newer = [...applied].find((name) => !known.includes(name))
  if (newer === undefined) return
  throw new AppError(
    'invalid-input',
    `The database was written by a newer Airworthy (it has the migration ${newer}). Update this one, and start it again.`,
  )
}
