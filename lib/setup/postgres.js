import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupFailure } from './failure.js'
import { createStateFolder } from './paths.js'
import { freePort } from './ports.js'
import { serverAccount } from './postgres-account.js'
import { postgresBinaries } from './postgres-binaries.js'
import { databaseUser, PostgresFolder, serverEnvironment } from './postgres-data.js'
import { isAlive } from './process-identity.js'
import { refuseWhileStopping } from './shutdown.js'

/**
 * @typedef {object} PostgresServer
 * @property {number} pid
 * @property {(database: string) => string} url
 * @property {string} log
 * @property {string | undefined} elsewhere its folder, where that is not in the state folder
 * @property {Promise<void>} ended settles when the server has gone, wanted or not
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the embedded Postgres of a state folder, or rejoins the one that a killed parent left running.
 * @param {string} home
 * @param {{ durable?: boolean, ownGroup?: boolean }} [options] durable: false trades the safety of the data for speed;
 *   ownGroup: false lets a Ctrl-C on the terminal reach the server too
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(home, { durable = true, ownGroup = true } = {}) {
  createStateFolder(home)
  const account = serverAccount()
  const folder = new PostgresFolder(home, account)
  const running = await rejoin(folder)
  if (running) return running
  const binaries = postgresBinaries(account)
  await folder.prepare(binaries)
  const port = await freePort(folder.lastPort)
  folder.lastPort = port

  refuseWhileStopping()
  const log = openSync(folder.log, 'w', 0o600)
  const child = spawn(binaries.postgres, ['-D', folder.data, ...settings(port, durable)], {
    ...account,
    cwd: folder.path,
    env: serverEnvironment(),
    detached: ownGroup,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve)).then(() => undefined)
  const pid = child.pid
  if (!pid || !(await becomesReady(folder, pid))) {
    throw new SetupFailure(`Postgres did not start:\n${folder.lastLogLines}`)
  }
  return runningServer(folder, { pid, port }, ended)
}

/**
 * @param {string} home
 * @returns {Promise<PostgresServer | undefined>} the running server of this state folder
 */
export async function findPostgres(home) {
  return existsSync(home) ? rejoin(new PostgresFolder(home, serverAccount())) : undefined
}

/**
 * @param {PostgresFolder} folder
 * @returns {Promise<PostgresServer | undefined>}
 */
async function rejoin(folder) {
  const noted = folder.running
  if (!noted || !folder.isServer(noted.pid) || !(await becomesReady(folder, noted.pid))) return undefined
  return runningServer(folder, noted, untilGone(noted.pid))
}

/**
 * @param {PostgresFolder} folder
 * @param {{ pid: number, port: number }} running
 * @param {Promise<void>} ended
 * @returns {PostgresServer}
 */
function runningServer(folder, { pid, port }, ended) {
  const { password } = folder
  return {
    pid,
    log: folder.log,
    elsewhere: folder.elsewhere,
    url: (database) => `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/${database}`,
    ended,
    async stop() {
      // SIGINT is the fast shutdown: sessions are ended, everything committed is kept. SIGQUIT ends without a checkpoint.
      for (const [signal, patienceMs] of /** @type {const} */ ([
        ['SIGINT', 4000],
        ['SIGQUIT', 1000],
      ])) {
        if (folder.isServer(pid)) process.kill(pid, signal)
        const given = new AbortController()
        await Promise.race([ended, sleep(patienceMs, undefined, { signal: given.signal }).catch(() => undefined)])
        given.abort()
        if (!folder.isServer(pid)) return
      }
    },
  }
}

/**
 * @param {number} port
 * @param {boolean} durable
 */
function settings(port, durable) {
  const chosen = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * @param {PostgresFolder} folder
 * @param {number} pid
 * @returns {Promise<boolean>} false when it ended, or did not get ready within two minutes
 */
async function becomesReady(folder, pid) {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 20) {
    if (folder.running?.pid === pid && folder.running.ready) return true
    await sleep(20)
    if (!isAlive(pid)) return false
  }
  return false
}

/**
 * @param {number} pid
 * @returns {Promise<void>}
 */
async function untilGone(pid) {
  while (isAlive(pid)) await sleep(100, undefined, { ref: false })
}
