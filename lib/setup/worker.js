import './node-version.js'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildBundles, bundlePath } from './bundles.js'
import { followParent } from './children.js'
import { requireDatabase } from './database.js'
import { SetupFailure } from './failure.js'
import { lockHolder } from './lock.js'
import { createStateFolder, inProject, stateFolder } from './paths.js'
import { prepare } from './prepare.js'
import { readSecrets } from './secrets.js'
import { loadEnvironmentFile, readSettings } from './settings.js'
import { isStopping, onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

stopOnSignals(() => 0)
runCommand(async () => {
  loadEnvironmentFile()
  const environment = findEnvironment()
  await prepare(new Steps(process.stderr), () => buildBundles(new Steps(process.stderr), ['worker', 'audit-thread']))
  if (environment.DATABASE_URL) await requireDatabase(environment.DATABASE_URL)
  const child = spawn(process.execPath, ['--import', followParent, bundlePath('worker')], {
    cwd: inProject(),
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  onShutdown('servers', async () => {
    child.kill('SIGTERM')
    await ended
  })
  const code = await ended
  if (!isStopping()) await shutdown(code)
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
