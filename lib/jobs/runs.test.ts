import { EventEmitter } from 'node:events'
import type { Runner } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { Presence, releaseDeadWorkers } from './presence'
import { queueLogger } from './queue-logger'
import { startRunners } from './runners'
import { Runs } from './runs'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let admin: pg.Client
let name: string

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  const url = new URL(database.url)
  name = url.pathname.slice(1)
  url.pathname = '/postgres'
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await database?.drop()
})

test('a job that ends while the database is away is done again when it is back, and the process lives on', async () => {
  const done: unknown[] = []
  let letGo = (): void => undefined
  let begun = (): void => undefined
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  const isAway = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const presence = new Presence()
  await presence.open()
  const events = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void presence.add(workerPool.id).catch(() => undefined))
  const taskList = {
    work: async (payload: unknown) => {
      begun()
      await isAway
      done.push(payload)
    },
  }
  const runs = new Runs(async (failed) => {
    events.on('pool:fatalError', ({ error }) => failed(error))
    await presence.forget()
    return startRunners({
      connectionString: database.url,
      concurrency: 1,
      events,
      logger: queueLogger(),
      taskList,
    })
  }, 50)
  await runs.start()
  const over = new AbortController()
  const kept = runs.keep(over.signal)
  await ask("select graphile_worker.add_job('work', '{\"part\":1}')")
  await isBegun

  await admin.query(`alter database ${name} with allow_connections false`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  letGo()
  await expect.poll(() => done.length).toBe(1)
  await admin.query(`alter database ${name} with allow_connections true`)

  await expect
    .poll(
      async () => {
        await ask(
          "update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null",
        )
        const client = await connected()
        await releaseDeadWorkers((text, values) => client.query(text, values), {
          own: presence.pools,
          untilSure: async () => undefined,
        }).finally(() => client.end())
        return (await ask('select count(*)::int as left from graphile_worker._private_jobs'))[0]
      },
      { timeout: 30_000, interval: 500 },
    )
    .toEqual({ left: 0 })
  expect(new Set(done.map((payload) => JSON.stringify(payload)))).toEqual(new Set(['{"part":1}']))
  over.abort()
  await runs.stop()
  await kept
  await presence.close()
})

test('a queue that could not note a job is begun again, even when it never ends by itself', async () => {
  const never = new Promise<void>(() => undefined)
  const hung = { promise: never, stop: () => never, kill: () => never } as unknown as Runner
  let begun = 0
  const runs = new Runs(async (failed) => {
    begun += 1
    if (begun === 1) failed(new Error('the database was away'))
    return [hung]
  }, 1)
  await runs.start()
  const over = new AbortController()
  void runs.keep(over.signal)
  await expect.poll(() => begun, { timeout: 20_000 }).toBe(2)
  over.abort()
})

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return client
}

async function ask(statement: string): Promise<readonly unknown[]> {
  const client = await connected()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
