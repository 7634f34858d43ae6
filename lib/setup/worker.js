import './node-version.js'
import path from 'node:path'
import { buildBundles, bundlePath } from './bundles.js'
import { followParent } from './children.js'
import { runAttached } from './command.js'
import { requireDatabase } from './database.js'
import { SetupFailure } from './failure.js'
import { lockHolder } from './lock.js'
import { createStateFolder, stateFolder } from './paths.js'
import { prepare } from './prepare.js'
import { readSecrets } from './secrets.js'
import { loadEnvironmentFile, readSettings } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

stopOnSignals(() => 0)
runCommand(async () => {
  loadEnvironmentFile()
  const environment = findEnvironment()
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, ['worker', 'audit-thread']))
  if (environment.DATABASE_URL) await requireDatabase(environment.DATABASE_URL)
  const code = await runAttached(['--import', followParent, bundlePath('worker')], {
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    ownGroup: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    patienceMs: 30_000,
  })
  await shutdown(code)
})

/** The environment of one more worker: ours with DATABASE_URL, else that of the Airworthy which runs on this machine. */
function findEnvironment() {
  const { databaseUrl } = readSettings(process.env)
  const home = stateFolder()
  if (databaseUrl) return { DATABASE_URL: databaseUrl, ...readSecrets(createStateFolder(home)) }
  const environment = lockHolder(path.join(home, 'running.json'))?.environment
  if (environment && typeof environment === 'object') return /** @type {Record<string, string>} */ (environment)
  throw new SetupFailure(
    'There is no database to work for: start Airworthy on this machine first (npm start), or set DATABASE_URL.',
  )
}
