import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/**
 * A fresh, migrated database for one test file, on the Postgres that the whole test run shares.
 * @returns {Promise<{ url: string, drop: () => Promise<void> }>}
 */
export async function createTestDatabase() {
  const address = process.env.AIRWORTHY_TEST_POSTGRES
  if (!address) throw new Error('createTestDatabase needs lib/setup/vitest-global.js as a globalSetup')
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`The test database could not be started: ${await answer.text()}`)
  const { admin, template } = await answer.json()
  const name = `test_${randomBytes(8).toString('hex')}`
  await run(admin, `create database ${name} template ${template}`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => drop(admin, name) }
}

/**
 * A pool that was ended may still be taking leave of Postgres, and who is ended meanwhile has nobody left to take the error.
 * @param {string} admin
 * @param {string} name
 */
async function drop(admin, name) {
  const connections = `select 1 from pg_stat_activity where datname = '${name}'`
  for (let look = 0; look < 6 && (await run(admin, connections)).rowCount; look += 1) await setTimeout(50)
  await run(admin, `drop database ${name} with (force)`)
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function run(url, statement) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
