import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrate, migrateTables } from './migrations'
import { inProject } from './paths'
import { createTestDatabase } from './test-database'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let client: pg.Client
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})
beforeEach(async () => {
  await client.query('drop schema public cascade; create schema public')
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-migrations-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

function write(name: string, sql: string) {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

test('applies each migration once, in order, and notes it as Prisma does', async () => {
  write('2_second', 'alter table thing add column name text; insert into thing values (1, $$a;b$$)')
  write('1_first', 'create table thing (id int)')
  expect(await migrateTables(database.url, folder)).toEqual(['1_first', '2_second'])
  expect(await migrateTables(database.url, folder)).toEqual([])
  const { rows } = await client.query(
    'select migration_name, applied_steps_count, length(checksum) as hash from _prisma_migrations order by 1',
  )
  expect(rows).toEqual([
    { migration_name: '1_first', applied_steps_count: 1, hash: 64 },
    { migration_name: '2_second', applied_steps_count: 1, hash: 64 },
  ])
})

test('a migration that fails leaves nothing of itself, keeps those before it, and can be tried again', async () => {
  write('1_first', 'create table thing (id int)')
  write('2_second', 'create table other (id int); select * from nowhere')
  await expect(migrateTables(database.url, folder)).rejects.toThrow(/2_second failed.*"nowhere"/)
  const { rows } = await client.query("select to_regclass('thing') as kept, to_regclass('other') as undone")
  expect(rows[0]).toEqual({ kept: 'thing', undone: null })
  write('2_second', 'create table other (id int)')
  expect(await migrateTables(database.url, folder)).toEqual(['2_second'])
})

test('a migration that waits in a circle with a worker of the version before is tried again once that is through', async () => {
  write('1_first', 'create table days (id int); create table things (id int)')
  await migrateTables(database.url, folder)
  const lock = (table: string) => `lock table ${table} in share row exclusive mode`
  write('2_second', `${lock('things')}; ${lock('days')}; create table told (id int)`)
  await client.query('begin; insert into days values (1)')
  const migrated = migrateTables(database.url, folder)
  const isWaiting = async () => {
    const { rows } = await client.query("select from pg_locks where not granted and relation = 'days'::regclass")
    return rows.length > 0
  }
  while (!(await isWaiting())) await setTimeout(10)
  // Whoever waits first looks first whether there is a circle, and is the one that Postgres ends.
  await client.query('insert into things values (1)')
  await client.query('commit')
  expect(await migrated).toEqual(['2_second'])
  expect((await client.query('select id from things')).rows).toEqual([{ id: 1 }])
})

test('a database that is ahead, or whose migration was changed afterwards, is refused', async () => {
  write('1_first', 'create table thing (id int)')
  await migrateTables(database.url, folder)
  write('1_first', 'create table thing (id bigint)')
  await expect(migrateTables(database.url, folder)).rejects.toThrow(/1_first was changed/)
  rmSync(path.join(folder, '1_first'), { recursive: true })
  await expect(migrateTables(database.url, folder)).rejects.toThrow(/newer Airworthy/)
})

test('many starts at once apply each migration once', async () => {
  write('1_first', 'create table thing (id int)')
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrateTables(database.url, folder)))
  expect(applied.flat()).toEqual(['1_first'])
})

test('a new migration takes nothing away that the version before still reads while it runs on', () => {
  // Those before this one were applied while everything stood still.
  const since = '20261128160000'
  const taking =
    /\bdrop\s+(column|table|view|type)\b|\brename\b|\bset\s+not\s+null\b|\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i
  const names = readdirSync(inProject('prisma', 'migrations')).filter((name) => name >= since && /^\d+_/.test(name))
  const statements = names.flatMap((name) =>
    readFileSync(inProject('prisma', 'migrations', name, 'migration.sql'), 'utf8')
      .replace(/--.*$/gm, '')
      .split(';')
      .map((sql) => ({ name, sql: sql.trim() })),
  )
  expect(statements.filter(({ sql }) => taking.test(sql))).toEqual([])
})

test('jobs that wait for no worker have an index of their own, which is made anew where the queue made its table anew', async () => {
  const index = async () =>
    (await client.query(`select to_regclass('graphile_worker.airworthy_jobs_out_of_turn') is not null as there`))
      .rows[0]
  expect(await index()).toEqual({ there: true })
  await client.query('drop index graphile_worker.airworthy_jobs_out_of_turn')
  await migrate(database.url, { folder })
  await migrate(database.url, { folder })
  expect(await index()).toEqual({ there: true })
})
