import { existsSync } from 'node:fs'
import os from 'node:os'
import { SetupFailure } from './failure.js'
import { inProject } from './paths.js'
import { isFree, nextFreePort } from './ports.js'
import { readPrivateKey } from './private-key.js'

const firstPort = 3000
const appSettings = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']

/** Reads the project's .env beneath the environment; what is set already wins. */
export function loadEnvironmentFile() {
  const file = inProject('.env')
  if (existsSync(file) && !process.env.AIRWORTHY_IGNORE_ENV_FILE) process.loadEnvFile(file)
}

/**
 * @typedef {object} Settings
 * @property {string} host the address to listen on
 * @property {string} browserHost the name under which a browser on this machine reaches it
 * @property {number | undefined} port undefined: the first free one from 3000
 * @property {string | undefined} databaseUrl undefined: the embedded Postgres
 * @property {'app' | 'token' | 'sign-in' | 'demonstration'} mode
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 */
export function readSettings(env) {
  const mode = readMode(env)
  const host = readHost(env)
  if (mode === 'token' && !isLoopback(host)) {
    throw new SetupFailure(
      `With GITHUB_TOKEN there is no sign-in, so Airworthy only listens on this machine, not on ${host}. ` +
        'Leave HOSTNAME unset, or let people sign in: npm run connect creates a GitHub App for that.',
      2,
    )
  }
  return {
    host,
    browserHost: ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host,
    port: readPort(env.PORT, 'PORT'),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    mode,
  }
}

/**
 * @param {string | undefined} value
 * @param {string} name
 * @returns {number | undefined}
 */
export function readPort(value, name) {
  if (!value) return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new SetupFailure(`${name} must be a number from 1 to 65535.`, 2)
}

/**
 * @param {Settings} settings
 * @param {(line: string) => void} say
 * @returns {Promise<number>}
 */
export async function choosePort({ host, port }, say) {
  if (port) {
    if (await isFree(port, host)) return port
    throw new SetupFailure(
      `Port ${port} on ${host} cannot be used: another program listens there, or it is not allowed. Choose another with PORT.`,
    )
  }
  const free = await nextFreePort(firstPort, host)
  if (!free) throw new SetupFailure(`No port from ${firstPort} on is free on ${host}. Choose another with PORT.`)
  if (free !== firstPort) say(`Port ${firstPort} is taken, so this is port ${free}.`)
  return free
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings['mode']}
 */
function readMode(env) {
  if (env.GITHUB_APP_ID || env.GITHUB_APP_PRIVATE_KEY) return readAppMode(env)
  if (env.GITHUB_TOKEN) return 'token'
  if (env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET) return 'sign-in'
  if (!env.GITHUB_CLIENT_ID && !env.GITHUB_CLIENT_SECRET) return 'demonstration'
  const [given, missing] = env.GITHUB_CLIENT_ID
    ? ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']
    : ['GITHUB_CLIENT_SECRET', 'GITHUB_CLIENT_ID']
  throw new SetupFailure(`${given} is set and ${missing} is not: signing in with GitHub needs both.`, 2)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings['mode']}
 */
function readAppMode(env) {
  if (env.GITHUB_TOKEN) {
    throw new SetupFailure('GITHUB_TOKEN and a GitHub App are two ways in: unset GITHUB_TOKEN or GITHUB_APP_ID.', 2)
  }
  const missing = appSettings.filter((name) => !env[name])
  if (missing.length > 0) {
    throw new SetupFailure(
      `A GitHub App needs ${missing.join(', ')} as well. Take them from the App's page on GitHub, ` +
        'or let npm run connect create an App and keep them.',
      2,
    )
  }
  if (!readPrivateKey(env.GITHUB_APP_PRIVATE_KEY ?? '')) {
    throw new SetupFailure(
      "GITHUB_APP_PRIVATE_KEY must be the App's private key: the whole .pem file, or the same in base64 (base64 -w0 key.pem).",
      2,
    )
  }
  return 'app'
}

/** @param {NodeJS.ProcessEnv} env */
function readHost(env) {
  // Containers and some shells set HOSTNAME to the machine's own name, which is no wish to listen on the network.
  return env.HOSTNAME && env.HOSTNAME !== os.hostname() ? env.HOSTNAME : '127.0.0.1'
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** @param {string | undefined} value */
function readDatabaseUrl(value) {
  if (!value) return undefined
  if (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return value
  throw new SetupFailure(
    'DATABASE_URL must be the address of a Postgres database, such as postgresql://user:password@host:5432/airworthy.',
    2,
  )
}
