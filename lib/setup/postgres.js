import { spawn } from 'node:child_process'
import { closeSync, existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepLogBounded, openNewLog } from './bounded-log.js'
import { SetupFailure } from './failure.js'
import { createStateFolder } from './paths.js'
import { freePort } from './ports.js'
import { serverAccount } from './postgres-account.js'
import { postgresBinaries } from './postgres-binaries.js'
import { databaseUser, PostgresFolder, serverEnvironment } from './postgres-data.js'
import { codeOf, isAlive } from './process-identity.js'
import { isStopping, refuseWhileStopping } from './shutdown.js'

// After a power cut it first does again what its log holds, and would begin with that anew.
const readyPatienceMs = 600_000

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
 * @param {{ durable?: boolean, ownGroup?: boolean, patienceMs?: number }} [options] durable: false trades the safety of the
 *   data for speed; ownGroup: false lets a Ctrl-C on the terminal reach the server too; patienceMs: how long it may take to
 *   get ready
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(home, { durable = true, ownGroup = true, patienceMs = readyPatienceMs } = {}) {
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
  const log = openNewLog(folder.log)
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
  if (!pid || !(await becomesReady(folder, pid, patienceMs))) {
    if (pid) await endPostgres(folder, pid, ended)
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
  if (!noted || !folder.isServer(noted.pid)) return undefined
  if (!(await becomesReady(folder, noted.pid, readyPatienceMs))) {
    if (!folder.isServer(noted.pid)) return undefined
    throw new SetupFailure(
      `Postgres runs from ${folder.data} (process ${noted.pid}) and does not get ready. Its log, ${folder.log}, ends with:\n` +
        folder.lastLogLines,
    )
  }
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
  void ended.finally(keepLogBounded(folder.log))
  return {
    pid,
    log: folder.log,
    elsewhere: folder.elsewhere,
    url: (database) => `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/${database}`,
    ended,
    stop: () => endPostgres(folder, pid, ended),
  }
}

/**
 * SIGINT is the fast shutdown: sessions are ended, everything committed is kept. SIGQUIT ends without a checkpoint, and
 * after five seconds what does not heed it.
 */
const signals = /** @type {[NodeJS.Signals, number][]} */ ([
  ['SIGINT', 4000],
  ['SIGQUIT', 10_000],
])

/**
 * Ends a server, and throws when it lives on: whoever goes on then takes its folder for one at rest.
 * @param {Pick<PostgresFolder, 'isServer' | 'data'>} folder
 * @param {number} pid
 * @param {Promise<void>} ended
 * @param {typeof signals} [steps] how long each signal is given, in milliseconds
 */
export async function endPostgres(folder, pid, ended, steps = signals) {
  for (const [signal, patienceMs] of steps) {
    if (!folder.isServer(pid)) return
    signalTo(pid, signal)
    const given = new AbortController()
    await Promise.race([ended, sleep(patienceMs, undefined, { signal: given.signal }).catch(() => undefined)])
    given.abort()
  }
  if (!folder.isServer(pid)) return
  throw new SetupFailure(`Postgres (process ${pid}) does not end, so ${folder.data} is still in use. End it by hand.`)
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalTo(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
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
 * @param {number} patienceMs
 * @returns {Promise<boolean>} false when it ended, did not get ready in time, or everything is to end
 */
async function becomesReady(folder, pid, patienceMs) {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    if (folder.running?.pid === pid && folder.running.ready) return true
    if (isStopping()) return false
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
