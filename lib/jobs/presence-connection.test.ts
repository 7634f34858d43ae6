import net from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { Presence } from './presence'

const PACE = { heartbeatMs: 50, patienceMs: 1000 }
const PATIENT = { timeout: 20_000 }

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool
let presence: Presence
/** What a firewall on the way may do: it passes everything, until it forgets the connections so far. */
const onTheWay = new Set<readonly [net.Socket, net.Socket]>()
const firewall = net.createServer((near) => {
  const { hostname, port } = new URL(database.url)
  const far = net.connect(Number(port), hostname)
  for (const socket of [near, far]) socket.on('error', () => undefined)
  near.pipe(far).pipe(near)
  onTheWay.add([near, far])
})

beforeAll(async () => {
  database = await createTestDatabase()
  await new Promise<void>((resolve) => firewall.listen(0, '127.0.0.1', resolve))
  const url = new URL(database.url)
  const address = firewall.address()
  if (address && typeof address === 'object') url.port = String(address.port)
  url.hostname = '127.0.0.1'
  Object.assign(process.env, {
    DATABASE_URL: url.href,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => undefined)
})
beforeEach(async () => {
  presence = new Presence(PACE)
  await presence.open()
  await presence.add('a-pool')
  return async () => {
    await presence.close()
    // Postgres keeps the forgotten ones, with their locks, for as long as their other end stands.
    for (const [near, far] of onTheWay) [near, far].map((socket) => socket.destroy())
    onTheWay.clear()
    await expect.poll(sessions, PATIENT).toBe(0)
  }
})
afterAll(async () => {
  firewall.close()
  await pool?.end()
  await database?.drop()
})

test('a worker whose connection was forgotten on its way holds its lock by another one', async () => {
  const [before] = await holders()
  forgetConnections()
  await expect.poll(async () => (await holders()).filter((pid) => pid !== before).length, PATIENT).toBe(1)
})

test('a worker whose connection the database ended holds its lock by another one, and by one only', async () => {
  const [before] = await holders()
  await pool.query('select pg_terminate_backend($1)', [before])
  await expect.poll(async () => (await holders()).filter((pid) => pid !== before).length, PATIENT).toBe(1)
  await expect.poll(sessions, PATIENT).toBe(1)
})

test('pools are announced and left while the connection is one that the other end only still has', async () => {
  forgetConnections()
  await presence.add('a-second-pool')
  await expect.poll(async () => (await holders('a-second-pool')).length, PATIENT).toBe(1)
  forgetConnections()
  await presence.forget()
  await presence.add('a-third-pool')
  await expect.poll(async () => (await holders('a-third-pool')).length, PATIENT).toBe(1)
  expect([...presence.pools]).toEqual(['a-third-pool'])
})

/** Neither end is told: what is sent from now on gets lost. */
function forgetConnections(): void {
  for (const [near, far] of onTheWay) {
    near.unpipe(far)
    far.unpipe(near)
    near.resume()
    far.resume()
  }
}

/** The processes of Postgres that hold the pool's lock. */
async function holders(poolId = 'a-pool'): Promise<readonly number[]> {
  const { rows } = await pool.query(
    `select pid from pg_locks where locktype = 'advisory' and classid = 7411 and granted
       and objid = (hashtext($1)::bigint & 4294967295)::oid
       and database = (select oid from pg_database where datname = current_database()) order by pid`,
    [poolId],
  )
  return rows.map(({ pid }) => pid)
}

async function sessions(): Promise<number> {
  const { rows } = await pool.query(`select count(*)::int as open from pg_stat_activity
    where datname = current_database() and application_name = 'airworthy worker'`)
  return rows[0].open
}
