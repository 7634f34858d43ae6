import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from './test-database'

const created: { drop(): Promise<void> }[] = []
afterAll(async () => {
  for (const database of created) await database.drop()
})

async function connected() {
  const database = await createTestDatabase()
  created.push(database)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return client
}

test('a test database has our tables and the queue, and shares nothing with the next one', async () => {
  const first = await connected()
  const second = await connected()
  await first.query('create table only_here (id int)')
  const queue = await second.query("select to_regclass('graphile_worker._private_jobs') as found")
  const ours = await second.query('select count(*)::int as count from _prisma_migrations where finished_at is not null')
  const leaked = await second.query("select to_regclass('only_here') as found")
  await first.end()
  await second.end()
  expect(queue.rows[0].found).not.toBeNull()
  expect(ours.rows[0].count).toBeGreaterThan(0)
  expect(leaked.rows[0].found).toBeNull()
})
