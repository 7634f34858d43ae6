import { SetupFailure } from './failure.js'
import { codeOf } from './process-identity.js'

const patienceMs = 8000

/** @type {Record<string, string>} */
const sentences = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  '28P01': 'it refuses this user or password',
  28000: 'it refuses this user',
  '3D000': 'it has no such database',
  53300: 'it has no connection left',
}

/**
 * @param {string} url
 * @returns {Promise<void>} fails with a sentence that names the host, never the password
 */
export async function requireDatabase(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  try {
    await client.connect()
    await client.query('select 1')
  } catch (error) {
    throw new SetupFailure(`The database at ${placeOf(url)} (DATABASE_URL) cannot be used: ${reasonOf(error)}.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * @param {(database: string) => string} urlOf
 * @param {string} name
 * @returns {Promise<string>} the address of the database, which exists now
 */
export async function createDatabase(urlOf, name) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  return urlOf(name)
}

/**
 * @param {string} url
 * @returns {string} the host and the database of an address, without its user and password
 */
export function placeOf(url) {
  const { host, pathname } = new URL(url)
  return `${host || 'localhost'}${pathname}`
}

/** @param {unknown} error */
function reasonOf(error) {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const known = sentences[codeOf(first) ?? '']
  if (known) return known
  const message = first instanceof Error ? first.message : String(first)
  return /timeout/i.test(message) ? 'it does not answer' : message
}
