import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { migrate } from './migrations.js'
import { startPostgres } from './postgres.js'

const template = 'airworthy_template'

/** Offers the run one Postgres, started when the first test asks for it. */
export default async function setup() {
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
    if (!running) return
    await running.server.stop()
    rmSync(running.home, { recursive: true, force: true })
  }
}

async function startTemplate() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-test-'))
  chmodSync(home, 0o711)
  const server = await startPostgres(home, { durable: false, ownGroup: false })
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  await migrate(server.url(template))
  return { server, home }
}
