import './node-version.js'
import path from 'node:path'
import { webEnvironment } from './build-settings.js'
import { allBundles, buildBundles, bundlePath } from './bundles.js'
import { lastLinesOf, startServer } from './children.js'
import { requireDatabase } from './database.js'
import { buildRepositories, requireGit, startFurnishing, startLocalGitHub } from './demonstration.js'
import { registerApp } from './demonstration-app.js'
import { SetupFailure } from './failure.js'
import { databaseOf, requireSame } from './github-database.js'
import { demonstrationIdentity, identityOf } from './github-identity.js'
import { describeLock, takeLock } from './lock.js'
import { migrate } from './migrations.js'
import { buildPages } from './pages.js'
import { createStateFolder, stateFolder } from './paths.js'
import { startPostgres } from './postgres.js'
import { prepare } from './prepare.js'
import { untilAnswers } from './readiness.js'
import { readSecrets } from './secrets.js'
import { choosePort, loadEnvironmentFile, readSettings } from './settings.js'
import { isStopping, onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

const steps = new Steps(process.stdout)
let ready = false
/** What to delete as well to begin again. @type {string | undefined} */
let elsewhere

stopOnSignals(() => {
  steps.say(ready ? '\nStopping…' : '\nInterrupted.')
  return ready ? 0 : 130
})
runCommand(start)

async function start() {
  loadEnvironmentFile()
  const settings = readSettings(process.env)
  const home = createStateFolder(stateFolder())
  const running = path.join(home, 'running.json')
  refuseSecond(takeLock(running), home)
  const port = await choosePort(settings, (line) => steps.say(line))
  const signsIn = settings.mode === 'app' || settings.mode === 'sign-in'
  if (signsIn && settings.host !== settings.browserHost && !process.env.NEXTAUTH_URL) {
    steps.say('People on other machines can only sign in when NEXTAUTH_URL names the address that they type.')
  }
  const origin = `http://${settings.browserHost}:${port}`
  const demonstration = settings.mode === 'demonstration'
  if (demonstration) requireGit()
  const { GITHUB_IDENTITY, GITHUB_URL } = process.env
  const identity = demonstration
    ? demonstrationIdentity
    : identityOf(GITHUB_IDENTITY || GITHUB_URL || 'https://github.com')

  const [pages, databaseUrl, github] = await prepare(steps, async () => {
    if (settings.databaseUrl) await requireDatabase(settings.databaseUrl)
    await buildBundles(steps, allBundles)
    return Promise.all([
      buildPages(steps),
      settings.databaseUrl ? namedDatabase(settings.databaseUrl, identity) : embeddedDatabase(home, identity),
      demonstration ? localGitHub(home, origin) : undefined,
    ])
  })

  const environment = {
    ...github?.environment,
    ...readSecrets(home),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || origin,
    PORT: String(port),
    HOSTNAME: settings.host,
    NODE_ENV: /** @type {const} */ ('production'),
    NEXT_TELEMETRY_DISABLED: '1',
  }
  await steps.run('Worker and web server', async () => {
    const env = { ...process.env, ...environment }
    supervise(startServer('worker', [bundlePath('worker')], { env, logs: logsOf(home), patienceMs: 4000 }))
    const web = startServer('web server', [pages], {
      env: webEnvironment(env),
      logs: logsOf(home),
      patienceMs: 1500,
    })
    supervise(web)
    if (demonstration) onShutdown('servers', startFurnishing(logsOf(home), env).stop)
    await untilAnswers(web, `${origin}/api/health`, { accepts: (status) => status === 200 })
  })
  describeLock(running, { address: origin, environment })

  ready = true
  if (github) {
    steps.say('')
    steps.say(`Demonstration: choose "Sign in with GitHub", then a person on the local GitHub (${github.url}).`)
    steps.say('"ada" owns the organisation skylark-air; the others see what their teams see. Ctrl-C ends everything.')
  }
  if (github) steps.say(`Your own GitHub instead: ${origin}/connect tells how.`)
  steps.say(`Airworthy is ready at ${origin}`)
}

/**
 * @param {import('./lock.js').Holder | undefined} holder
 * @param {string} home
 */
function refuseSecond(holder, home) {
  if (!holder) return
  const where = typeof holder.address === 'string' ? ` at ${holder.address}` : ''
  throw new SetupFailure(
    `Airworthy already runs from ${home}${where} (process ${holder.pid}). ` +
      'Stop it first, or give this one a folder of its own with AIRWORTHY_HOME.',
  )
}

/**
 * @param {string} home
 * @param {string} identity
 */
async function embeddedDatabase(home, identity) {
  const server = await steps.run('Postgres', async () => {
    const starting = startPostgres(home)
    onShutdown('database', async () => (await starting.catch(() => undefined))?.stop())
    return starting
  })
  server.ended.then(() => endBecause('The database ended', server.log))
  elsewhere = server.elsewhere
  if (elsewhere) {
    steps.say(`The database lies in ${elsewhere}: the account that Postgres runs as can't enter ${home}.`)
  }
  return databaseOf(server.url, identity, migrated)
}

/**
 * @param {string} url
 * @param {string} identity
 */
async function namedDatabase(url, identity) {
  await migrated(url)
  await requireSame(url, identity)
  return url
}

/** @param {string} url */
async function migrated(url) {
  await steps.run('Tables', () => migrate(url))
  return url
}

/**
 * @param {string} home
 * @param {string} origin
 */
async function localGitHub(home, origin) {
  const root = await buildRepositories(steps, home)
  return steps.run('Local GitHub', async () => {
    const local = await startLocalGitHub(home, { root, logs: logsOf(home) })
    supervise(local.server)
    await untilAnswers(local.server, local.url, { accepts: () => true })
    const app = await registerApp(home, { url: local.url, origin })
    return { ...local, environment: { ...local.environment, ...app } }
  })
}

/** @param {import('./children.js').Server} server */
function supervise(server) {
  onShutdown('servers', () => server.stop())
  server.ended.then((how) => endBecause(`The ${server.name} ${how}`, server.log))
}

/**
 * @param {string} what
 * @param {string} log
 */
function endBecause(what, log) {
  if (isStopping()) return
  steps.say(`\n${what}, so everything is being stopped. Its log, ${log}, ends with:\n${lastLinesOf(log)}`)
  if (elsewhere && !ready) {
    steps.say(
      `\nThe database lies in ${elsewhere}, and its secrets in ${stateFolder()}. To begin again delete both, never one of them.`,
    )
  }
  shutdown(1)
}

/** @param {string} home */
function logsOf(home) {
  return path.join(home, 'logs')
}
