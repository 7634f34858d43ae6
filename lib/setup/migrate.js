import './node-version.js'
import { requireDatabase } from './database.js'
import { SetupFailure } from './failure.js'
import { firstDatabase } from './github-database.js'
import { migrate } from './migrations.js'
import { stateFolder } from './paths.js'
import { findPostgres } from './postgres.js'
import { loadEnvironmentFile, readSettings } from './settings.js'
import { runCommand } from './shutdown.js'

runCommand(async () => {
  loadEnvironmentFile()
  const { databaseUrl } = readSettings(process.env)
  if (databaseUrl) await requireDatabase(databaseUrl)
  const url = databaseUrl ?? (await findPostgres(stateFolder()))?.url(firstDatabase)
  if (!url) throw new SetupFailure('There is no database to migrate: set DATABASE_URL, or start Airworthy (npm start).')
  const applied = await migrate(url)
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date.')
})
