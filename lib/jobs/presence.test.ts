import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { type Runner, run, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { Presence, releaseDeadWorkers } from './presence'
import { queueLogger } from './queue-logger'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool
let runner: Promise<Runner> | undefined

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

test('a job goes back into the row when its worker is gone, and only then', async () => {
  const poolId = `pool-${randomUUID()}`
  const presence = new Presence()
  await presence.open()
  await presence.add(poolId)
  await lockJob(poolId)

  expect(await release()).toBe(0)
  expect(await holder()).toBe(poolId)

  await presence.close()
  expect(await release()).toBe(1)
  expect(await holder()).toBeNull()
})

test('being interrupted costs a job no attempt, until it was interrupted all the time', async () => {
  await lockJob('dead')
  const left: number[] = []
  for (let death = 0; death < 25; death += 1) {
    await pool.query(`update graphile_worker._private_jobs set attempts = least(attempts + 1, max_attempts),
      locked_by = 'dead', locked_at = now() - interval '1 minute'`)
    await release()
    left.push(await attemptsLeft())
  }
  expect(left.slice(0, 10)).toEqual(Array(10).fill(4))
  expect(left.at(-1)).toBe(0)
})

test('a job that is to be tried once is not tried again when it was interrupted', async () => {
  await lockJob('dead')
  await pool.query('update graphile_worker._private_jobs set max_attempts = 1, attempts = 1')
  expect(await release()).toBe(1)
  expect(await attemptsLeft()).toBe(0)
})

test('a job that was taken a moment ago is left to its worker', async () => {
  await lockJob('pool-that-starts', 'now()')
  expect(await release()).toBe(0)
})

test('a worker never takes the jobs of its own pools for those of the dead', async () => {
  await lockJob('its-own')
  expect(await release(new Set(['its-own']))).toBe(0)
  expect(await holder()).toBe('its-own')
  expect(await release(new Set(['of another']))).toBe(1)
})

test('a worker that is back when it is looked for again keeps its jobs', async () => {
  const presence = new Presence()
  await presence.open()
  await lockJob('for-a-moment-away')
  expect(await release(new Set(), () => presence.add('for-a-moment-away'))).toBe(0)
  expect(await holder()).toBe('for-a-moment-away')
  await presence.close()
})

test('a running worker is known by the name under which it takes its jobs', async () => {
  const presence = new Presence()
  await presence.open()
  const events: WorkerEvents = new EventEmitter()
  const announced = new Promise<void>((resolve) => {
    events.on('pool:create', ({ workerPool }) => resolve(presence.add(workerPool.id)))
  })
  await pool.query('delete from graphile_worker._private_jobs')
  let finish = (): void => undefined
  const taken = new Promise<void>((started) => {
    const work = new Promise<void>((done) => {
      finish = done
    })
    runner = run({
      connectionString: database.url,
      events,
      noHandleSignals: true,
      taskList: {
        long: () => {
          started()
          return work
        },
      },
      logger: queueLogger(),
    })
  })
  await pool.query("select graphile_worker.add_job('long', '{}')")
  await Promise.all([taken, announced])
  await pool.query("update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'")
  expect(await release()).toBe(0)
  finish()
  await (await runner)?.stop()
  await presence.close()
})

test('after its connection was lost there is one new one, by which all its pools are announced and forgotten', async () => {
  const presence = new Presence({ heartbeatMs: 20, patienceMs: 5000 })
  await presence.open()
  await presence.add('first')
  for (let loss = 0; loss < 3; loss += 1) {
    const lost = await sessions()
    await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [lost])
    await expect.poll(async () => (await held(['first'])) === 1 && (await sessions())[0] !== lost[0]).toBe(true)
  }
  await presence.add('second')
  expect(await held(['first', 'second'])).toBe(2)
  expect(await sessions()).toHaveLength(1)
  await presence.forget()
  expect(await held(['first', 'second'])).toBe(0)
  await presence.close()
})

test('a session that Postgres does not know to be lost keeps no new one from announcing the same pool', async () => {
  const [lost, presence] = [new Presence(), new Presence()]
  await lost.open()
  await lost.add('pool')
  await presence.open()
  await presence.add('pool')
  await lost.close()
  expect(await held(['pool'])).toBe(1)
  await presence.close()
})

async function sessions(): Promise<readonly number[]> {
  const { rows } = await pool.query(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'airworthy worker'",
  )
  return rows.map(({ pid }) => pid)
}

/** How many locks tell of these pools. */
async function held(poolIds: readonly string[]): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int as held from pg_locks, unnest($1::text[]) pool where locktype = 'advisory' and granted
       and objid = (hashtext(pool)::bigint & 4294967295)::oid
       and database = (select oid from pg_database where datname = current_database())`,
    [poolIds],
  )
  return rows[0].held
}

async function lockJob(poolId: string, at = "now() - interval '1 minute'"): Promise<void> {
  await pool.query('delete from graphile_worker._private_jobs')
  await pool.query("select graphile_worker.add_job('audit-head', '{}', max_attempts => 4)")
  await pool.query(`update graphile_worker._private_jobs set locked_by = $1, locked_at = ${at}`, [poolId])
}

function release(own = new Set<string>(), untilSure = async (): Promise<void> => undefined): Promise<number> {
  return releaseDeadWorkers((text, values) => pool.query(text, values), { own, untilSure })
}

async function attemptsLeft(): Promise<number> {
  const { rows } = await pool.query('select max_attempts - attempts as left from graphile_worker._private_jobs')
  return rows[0].left
}

async function holder(): Promise<string | null> {
  const { rows } = await pool.query('select locked_by from graphile_worker._private_jobs')
  return rows[0].locked_by
}
