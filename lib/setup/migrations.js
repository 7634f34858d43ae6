import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { inProject } from './paths.js'

// The number Prisma's own commands lock, so that they and this runner never work at the same time.
const prismaLock = 72707369

const table = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

/**
 * The few jobs that wait for no worker: under way or given up. The queue looks for them by key whenever jobs are added, and
 * a nightly job for all that were given up long ago, both among all that wait. Not `if not exists`, which locks the table.
 */
const queueIndex = `do $$
begin
  if to_regclass('graphile_worker.airworthy_jobs_out_of_turn') is null then
    create index airworthy_jobs_out_of_turn on graphile_worker._private_jobs (key) where is_available is not true;
  end if;
exception when duplicate_table then
  null;
end
$$`

/**
 * Brings a database up to date: our migrations, noted as Prisma notes them, then the queue's own schema and what we add to it.
 * @param {string} url
 * @param {{ folder?: string }} [options]
 * @returns {Promise<string[]>} the names of the migrations that were applied now
 */
export async function migrate(url, { folder = inProject('prisma', 'migrations') } = {}) {
  const applied = await migrateTables(url, folder)
  const { runMigrations } = await import('graphile-worker')
  await runMigrations({ connectionString: url })
  await indexQueue(url)
  return applied
}

/** @param {string} url */
async function indexQueue(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(queueIndex)
  } finally {
    await client.end()
  }
}

/**
 * @param {string} url
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function migrateTables(url, folder) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [prismaLock])
    await client.query(table)
    const todo = pending(readMigrations(folder), await readApplied(client))
    for (const migration of todo) await apply(client, migration)
    return todo.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */
/** @typedef {{ migration_name: string, checksum: string, finished: boolean }} Applied */

/**
 * @param {string} folder
 * @returns {Migration[]} oldest first
 */
function readMigrations(folder) {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(path.join(folder, name, 'migration.sql')))
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * @param {import('pg').Client} client
 * @returns {Promise<Applied[]>}
 */
async function readApplied(client) {
  const { rows } = await client.query(
    `select migration_name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by started_at`,
  )
  return rows
}

/**
 * @param {Migration[]} migrations
 * @param {Applied[]} applied
 */
function pending(migrations, applied) {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished } of applied) {
    const migration = known.get(name)
    if (!migration) {
      throw new SetupFailure(
        `The database was written by a newer Airworthy (it has the migration ${name}). Update first.`,
      )
    }
    if (!finished) {
      throw new SetupFailure(`The migration ${name} was begun by Prisma and failed; see "prisma migrate resolve".`)
    }
    if (migration.checksum !== checksum) {
      throw new SetupFailure(`The migration ${name} was changed after this database had applied it.`)
    }
  }
  const done = new Set(applied.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

const MOST_TRIES = 10

/** @param {unknown} error */
function isDeadlock(error) {
  return error instanceof Error && 'code' in error && error.code === '40P01'
}

/**
 * Workers of the version before go on meanwhile: where they take the same tables in another order, Postgres ends one of the
 * two, and what it ended goes well once they are through.
 * @param {import('pg').Client} client
 * @param {Migration} migration
 */
async function apply(client, { name, sql, checksum }, triesLeft = MOST_TRIES) {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    if (isDeadlock(error) && triesLeft > 1) return apply(client, { name, sql, checksum }, triesLeft - 1)
    const reason = error instanceof Error ? error.message : String(error)
    throw new SetupFailure(`The migration ${name} failed, and nothing of it was kept: ${reason}`)
  }
}
