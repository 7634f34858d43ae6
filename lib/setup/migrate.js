import './node-version.js'
import { existsSync } from 'node:fs'
import { placeOf, requireDatabase } from './database.js'
import { SetupFailure } from './failure.js'
import { firstDatabase } from './github-database.js'
import { isInstalled } from './install.js'
import { migrate } from './migrations.js'
import { inProject, stateFolder } from './paths.js'
import { findPostgres } from './postgres.js'
import { prepare } from './prepare.js'
import { loadEnvironmentFile, readSettings } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const { databaseUrl } = readSettings(process.env)
  // An image has its packages, and no lock file to tell by whether they are all there.
  if (existsSync(inProject('package-lock.json')) && !isInstalled()) {
    await prepare(new Steps(process.stderr), async () => undefined, { client: false })
  }
  const { url, name } = databaseUrl ? await named(databaseUrl) : await builtIn(stateFolder())
  const applied = await migrate(url)
  console.log(applied.length > 0 ? `Applied to ${name}: ${applied.join(', ')}` : `Up to date already: ${name}`)
  await shutdown(0)
})

/** @param {string} url */
async function named(url) {
  await requireDatabase(url)
  return { url, name: `the database at ${placeOf(url)} (DATABASE_URL)` }
}

/** @param {string} home */
async function builtIn(home) {
  const server = await findPostgres(home)
  if (!server) {
    throw new SetupFailure('There is no database to migrate: set DATABASE_URL, or start Airworthy (npm start).')
  }
  return { url: server.url(firstDatabase), name: `the built-in database "${firstDatabase}" of ${home}` }
}
