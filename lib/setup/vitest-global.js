import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { lockHolder, takeLock } from './lock.js'
import { migrate } from './migrations.js'
import { findPostgres, startPostgres } from './postgres.js'

const template = 'airworthy_template'
const prefix = 'airworthy-test-'

export default async function setup() {
  const teardown = await offerTestDatabases()
  endBy(teardown)
  return teardown
}

/**
 * In place of what vitest does at a signal, which ends it within a millisecond and leaves the server behind.
 * @param {() => Promise<void>} teardown
 */
function endBy(teardown) {
  let isEnding = false
  for (const [signal, exitCode] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      if (!isEnding) teardown().finally(() => process.exit(exitCode))
      isEnding = true
    })
  }
}

/**
 * Offers the run one Postgres, started when the first test asks for it.
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function offerTestDatabases() {
  /** @type {Promise<{ server: import('./postgres.js').PostgresServer, home: string }> | undefined} */
  let started
  const broker = http.createServer(async (_request, response) => {
    try {
      started ??= startTemplate()
      const { server } = await started
      response.end(JSON.stringify({ admin: server.url('postgres'), template }))
    } catch (error) {
      response.statusCode = 500
      response.end(String(error))
    }
  })
  await new Promise((resolve) => broker.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = broker.address()
  if (!address || typeof address === 'string') throw new Error('no port to offer the test database on')
  process.env.AIRWORTHY_TEST_POSTGRES = `http://127.0.0.1:${address.port}/`

  return async () => {
    broker.close()
    const running = await started?.catch(() => undefined)
    if (running) await remove(running.home)
  }
}

async function startTemplate() {
  await removeAbandoned()
  const home = mkdtempSync(path.join(os.tmpdir(), prefix))
  chmodSync(home, 0o711)
  takeLock(ownerOf(home))
  const server = await startPostgres(home, { durable: false, ownGroup: false })
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  await migrate(server.url(template))
  return { server, home }
}

/**
 * Ends what a killed test run left behind.
 * @param {string} [among]
 */
export async function removeAbandoned(among = os.tmpdir()) {
  for (const name of readdirSync(among).filter((entry) => entry.startsWith(prefix))) {
    const home = path.join(among, name)
    if (isOurs(home) && existsSync(ownerOf(home)) && !lockHolder(ownerOf(home))) await remove(home)
  }
}

/**
 * Whose folder it is: of somebody else's we can't tell whether it is in use, nor remove it.
 * @param {string} home
 */
function isOurs(home) {
  // Another run may have removed it since.
  const stat = lstatSync(home, { throwIfNoEntry: false })
  return stat !== undefined && (!process.getuid || stat.uid === process.getuid())
}

/** @param {string} home */
async function remove(home) {
  await (await findPostgres(home))?.stop()
  rmSync(home, { recursive: true, force: true })
}

/** @param {string} home */
function ownerOf(home) {
  return path.join(home, 'owner.lock')
}
