import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { inProject } from './paths'
import { endPostgres, findPostgres, startPostgres } from './postgres'
import { isAlive } from './process-identity'
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

test('a server left behind by a killed parent is rejoined with its data, and stopped with the new one', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-rejoin-'))
  chmodSync(home, 0o711)
  const script = `import { startPostgres } from ${JSON.stringify(inProject('lib/setup/postgres.js'))}
    const { pid } = await startPostgres(process.argv[1], { durable: false })
    console.log(pid)
    setInterval(() => undefined, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, home])
  const [output] = await once(parent.stdout, 'data')
  parent.kill('SIGKILL')
  await once(parent, 'exit')

  const server = await startPostgres(home, { durable: false })
  const port = Number(new URL(server.url('postgres')).port)
  await server.stop()
  const after = await startPostgres(home, { durable: false })
  const portAfter = Number(new URL(after.url('postgres')).port)
  await after.stop()
  const found = await findPostgres(home)
  rmSync(home, { recursive: true, force: true })

  expect(server.pid).toBe(Number(String(output)))
  expect(isAlive(server.pid) || isAlive(after.pid)).toBe(false)
  expect(found).toBeUndefined()
  expect(portAfter).toBe(port)
})

test('a server that does not get ready in time is ended before that is told', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-late-'))
  chmodSync(home, 0o711)
  await expect(startPostgres(home, { durable: false, patienceMs: 0 })).rejects.toThrow(/^Postgres did not start/)
  const running = spawnSync('ps', ['-ww', '-e', '-o', 'command='], { encoding: 'utf8' }).stdout
  const found = await findPostgres(home)
  rmSync(home, { recursive: true, force: true })
  expect(running).not.toContain(home)
  expect(found).toBeUndefined()
})

test('a server that does not heed any signal is told as running, not taken for ended', async () => {
  const stubborn = `process.on('SIGINT', () => {}); process.on('SIGQUIT', () => {}); console.log(1); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', stubborn])
  const ended = once(child, 'exit').then(() => undefined)
  await once(child.stdout, 'data')
  const folder = { data: '/somewhere/data', isServer: (pid: number) => isAlive(pid) }
  const pid = Number(child.pid)
  await expect(endPostgres(folder, pid, ended, [['SIGQUIT', 50]])).rejects.toThrow(
    `Postgres (process ${pid}) does not end, so /somewhere/data is still in use`,
  )
  await endPostgres(folder, pid, ended, [
    ['SIGINT', 50],
    ['SIGKILL', 10_000],
  ])
  expect(isAlive(pid)).toBe(false)
})

test('the server refuses a wrong password', async () => {
  const database = await createTestDatabase()
  created.push(database)
  const url = new URL(database.url)
  url.password = 'wrong'
  const client = new pg.Client({ connectionString: url.href })
  await expect(client.connect()).rejects.toThrow(/password authentication failed/)
})
