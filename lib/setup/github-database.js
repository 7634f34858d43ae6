import { createHash } from 'node:crypto'
import { bindGitHub, describeOther } from './bound-github.js'
import { createDatabase } from './database.js'
import { SetupFailure } from './failure.js'

/** In the embedded Postgres, of the GitHub that was used first. */
export const firstDatabase = 'airworthy'

/**
 * The database of a GitHub in the embedded Postgres: each has one of its own, so that one can try the demonstration
 * before and after.
 * @param {(database: string) => string} urlOf
 * @param {string} identity
 * @param {(url: string) => Promise<unknown>} migrate
 * @returns {Promise<string>} its address
 */
export async function databaseOf(urlOf, identity, migrate) {
  const first = await createDatabase(urlOf, firstDatabase)
  await migrate(first)
  if ((await bindGitHub(first, identity)) === undefined) return first
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16)
  const own = await createDatabase(urlOf, `${firstDatabase}_${hash}`)
  await migrate(own)
  await requireSame(own, identity)
  return own
}

/**
 * @param {string} url of a migrated database
 * @param {string} identity
 * @returns {Promise<void>} fails with a sentence when the database is another GitHub's
 */
export async function requireSame(url, identity) {
  const kept = await bindGitHub(url, identity)
  if (kept !== undefined) throw new SetupFailure(describeOther(kept, identity))
}
