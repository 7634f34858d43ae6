import './node-version.js'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { requireDatabase } from './database.js'
import { SetupFailure } from './failure.js'
import { firstDatabase } from './github-database.js'
import { takeLock } from './lock.js'
import { createStateFolder, inProject, stateFolder } from './paths.js'
import { findPostgres, startPostgres } from './postgres.js'
import { prepare } from './prepare.js'
import { forgetPreviousKey, makeNewKey, readSecrets } from './secrets.js'
import { loadEnvironmentFile, readSettings } from './settings.js'
import { onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

const isByNpm = process.env.npm_lifecycle_event === 'rotate-key'
const command = isByNpm ? 'npm run rotate-key --' : `node ${path.relative(process.cwd(), process.argv[1] ?? '')}`

const usage = `${command} [--new | --forget]

Encrypts the stored sign-ins and addresses of messages by the encryption key of today.

  --new      makes a new key first, where the key is kept in the state folder; Airworthy must be stopped
  --forget   removes what neither the key of today nor the one of before opens`

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const args = process.argv.slice(2)
  if (args.some((each) => !['--new', '--forget'].includes(each))) throw new SetupFailure(usage, 2)
  const isNew = args.includes('--new')
  const options = args.filter((each) => each === '--forget')
  if (isNew && process.env.AIRWORTHY_ENCRYPTION_KEY) {
    throw new SetupFailure(
      'AIRWORTHY_ENCRYPTION_KEY is set, so the new key has to be set as well: make one (openssl rand -base64 32), ' +
        `keep the old one as AIRWORTHY_PREVIOUS_KEY, start everything again, and run ${command.replace(/ --$/, '')}.`,
      2,
    )
  }
  const { databaseUrl } = readSettings(process.env)
  if (databaseUrl && isImage()) {
    await requireDatabase(databaseUrl)
    return shutdown(await encrypt(databaseUrl, {}, options))
  }
  const home = createStateFolder(stateFolder())
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, ['rotate-key']))
  if (isNew) {
    if (takeLock(path.join(home, 'running.json'))) throw new SetupFailure('Stop Airworthy first, on every machine.')
    makeNewKey(home)
  }
  let worst = 0
  for (const url of await databases(home)) worst = Math.max(worst, await encrypt(url, readSecrets(home), options))
  if (worst === 0) forgetPreviousKey(home)
  await shutdown(worst)
})

/** Whether everything is built already, all secrets are set and nothing can be kept in the project, as in a container. */
function isImage() {
  const isBuilt = existsSync(bundlePath('rotate-key')) && !existsSync(inProject('package-lock.json'))
  return isBuilt && Boolean(process.env.AIRWORTHY_ENCRYPTION_KEY)
}

/**
 * @param {string} url
 * @param {Partial<import('./secrets.js').Secrets>} secrets those that are not in the environment
 * @param {string[]} options
 * @returns {Promise<number>} the exit code
 */
function encrypt(url, secrets, options) {
  // Those that only GitHub is asked with have to be there, and are not used.
  const unused = { GITHUB_CLIENT_ID: 'unused', GITHUB_CLIENT_SECRET: 'unused' }
  const env = { ...unused, ...process.env, ...secrets, DATABASE_URL: url, LOG_LEVEL: 'warn' }
  return runAttached([bundlePath('rotate-key'), `--command=${command}`, ...options], { env })
}

/**
 * @param {string} home
 * @returns {Promise<string[]>} the addresses of all databases that are encrypted by the key
 */
async function databases(home) {
  const { databaseUrl } = readSettings(process.env)
  if (databaseUrl) {
    await requireDatabase(databaseUrl)
    return [databaseUrl]
  }
  let server = await findPostgres(home)
  if (!server) {
    const starting = startPostgres(home)
    onShutdown('database', async () => (await starting.catch(() => undefined))?.stop())
    server = await starting
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  const { rows } = await client.query("select datname from pg_database where datname ~ ('^' || $1 || '(_|$)')", [
    firstDatabase,
  ])
  await client.end()
  return rows.map(({ datname }) => server.url(datname))
}
