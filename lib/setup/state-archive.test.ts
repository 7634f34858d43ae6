import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inProject } from './paths'
import { startPostgres } from './postgres'
import { readSecrets } from './secrets'

let folder: string
let home: string
let file: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-archive-'))
  chmodSync(folder, 0o711)
  home = path.join(folder, 'home')
  file = path.join(folder, 'backup.tar.gz')
  await ask(home, "create table kept as select 'what was stored' as text")
  readSecrets(home)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what was backed up is there again in another folder: the database, its password and the secrets', async () => {
  expect(run('backup', home, file)).toMatchObject({ status: 0, stdout: expect.stringContaining('encryption key') })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const elsewhere = path.join(folder, 'elsewhere')
  expect(run('restore', elsewhere, file)).toMatchObject({ status: 0 })
  expect(await ask(elsewhere, 'select text from kept')).toEqual([{ text: 'what was stored' }])
  expect(readSecrets(elsewhere)).toEqual(readSecrets(home))
  expect(statSync(path.join(elsewhere, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('while it is written nobody else can read it, nor have it written elsewhere', () => {
  const place = path.join(folder, 'shared')
  const programs = path.join(folder, 'programs')
  for (const each of [place, programs]) mkdirSync(each)
  const victim = path.join(folder, 'victim')
  writeFileSync(victim, 'untouched')
  symlinkSync(victim, path.join(place, 'backup.tar.gz.unfinished'))
  const seen = path.join(folder, 'seen')
  const looking = `#!/bin/sh\nls -l '${place}' > '${seen}'\nPATH='${process.env.PATH}' exec tar "$@"\n`
  writeFileSync(path.join(programs, 'tar'), looking, { mode: 0o755 })
  const target = path.join(place, 'backup.tar.gz')
  expect(run('backup', home, target, { PATH: `${programs}:${process.env.PATH}` })).toMatchObject({ status: 0 })
  const modes = readFileSync(seen, 'utf8').match(/^-[rwx-]{9}/gm)
  expect(modes).toEqual(['-rw-------'])
  expect(readFileSync(victim, 'utf8')).toBe('untouched')
  expect(readdirSync(place).sort()).toEqual(['backup.tar.gz', 'backup.tar.gz.unfinished'])
})

test('nothing that is there already is overwritten', () => {
  const before = readFileSync(file)
  expect(said(run('backup', home, file))).toMatch(/is there already/)
  expect(said(run('restore', home, file))).toMatch(/Move .*data and .*secrets\.json away first/)
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a damaged file restores nothing', () => {
  const damaged = path.join(folder, 'damaged.tar.gz')
  writeFileSync(damaged, readFileSync(file))
  truncateSync(damaged, Math.floor(statSync(file).size / 2))
  const target = path.join(folder, 'target')
  expect(said(run('restore', target, damaged))).toMatch(/damaged\.tar\.gz could not be read/)
  expect(existsSync(path.join(target, 'secrets.json'))).toBe(false)
  expect(existsSync(path.join(target, 'postgres', 'data'))).toBe(false)
})

test('while Airworthy runs nothing is copied, since half of it may be on its way', () => {
  const lock = path.join(home, 'running.json')
  writeFileSync(lock, JSON.stringify({ pid: process.pid }))
  const other = path.join(folder, 'other.tar.gz')
  expect(said(run('backup', home, other))).toMatch(/Airworthy runs from .*: stop it first/)
  expect(existsSync(other)).toBe(false)
  rmSync(lock)
})

test('without a database of its own there is nothing to back up, and it is said what keeps the other one', () => {
  expect(said(run('backup', path.join(folder, 'nothing'), path.join(folder, 'empty.tar.gz')))).toMatch(/pg_dump/)
})

async function ask(of: string, statement: string): Promise<readonly unknown[]> {
  const server = await startPostgres(of, { durable: false })
  const client = new pg.Client({ connectionString: server.url('postgres') })
  try {
    await client.connect()
    return (await client.query(statement)).rows
  } finally {
    await client.end()
    await server.stop()
  }
}

function run(command: 'backup' | 'restore', of: string, target: string, more = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [inProject('lib', 'setup', `${command}.js`), target], {
    encoding: 'utf8',
    env: { ...process.env, AIRWORTHY_HOME: of, AIRWORTHY_IGNORE_ENV_FILE: '1', ...more },
  })
}

function said({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  return status === 1 ? `${stdout}${stderr}` : `it ended with ${status}`
}
