import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CONTEXTS, decrypt, encrypt } from '@/lib/auth/encryption'
import { createDatabase } from './database'
import { migrate } from './migrations'
import { inProject } from './paths'
import { startPostgres } from './postgres'
import { readSecrets } from './secrets'
import { createTestDatabase } from './test-database'

const NAMES = ['NEXTAUTH_SECRET', 'AIRWORTHY_ENCRYPTION_KEY', 'AIRWORTHY_PREVIOUS_KEY', 'DATABASE_URL', 'GITHUB_TOKEN']
let home: string
let before: Buffer

beforeAll(async () => {
  for (const name of NAMES) vi.stubEnv(name, '')
  home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-rotate-'))
  chmodSync(home, 0o711)
  before = keyOf(home)
  await withDatabase(async (client) => {
    await client.query("insert into users (github_id, login) values (1, 'ada')")
    await client.query('insert into github_tokens (user_id, access_token, updated_at) values (1, $1, now())', [
      encrypt('the token of ada', CONTEXTS.accessToken(1n), before),
    ])
  })
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

test('while Airworthy runs its key stays as it is', () => {
  const lock = path.join(home, 'running.json')
  writeFileSync(lock, JSON.stringify({ pid: process.pid }))
  const { status, stderr } = run('--new')
  rmSync(lock)
  expect(status).toBe(1)
  expect(stderr).toContain('Stop Airworthy first')
  expect(keyOf(home).equals(before)).toBe(true)
})

test('one command makes a new key, encrypts what is stored by it, and leaves none of the old one', async () => {
  const { status, stdout, stderr } = run('--new')
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Encrypted by the key of today: 1')
  const after = keyOf(home)
  expect(after.equals(before)).toBe(false)
  expect(readFileSync(path.join(home, 'secrets.json'), 'utf8')).not.toContain('PREVIOUS')
  await withDatabase(async (client) => {
    const { rows } = await client.query('select access_token from github_tokens')
    expect(decrypt(rows[0].access_token, CONTEXTS.accessToken(1n), [after])).toBe('the token of ada')
    expect(decrypt(rows[0].access_token, CONTEXTS.accessToken(1n), [before])).toBeNull()
  })
})

test('in a container, where nothing is to be built or kept, the same runs with what is set', async () => {
  const database = await createTestDatabase()
  const project = mkdtempSync(path.join(os.tmpdir(), 'airworthy-rotate-image-'))
  writeFileSync(path.join(project, 'package.json'), '{"type":"module"}')
  cpSync(inProject('lib', 'setup'), path.join(project, 'lib', 'setup'), { recursive: true })
  // Built by the commands before.
  cpSync(inProject('dist', 'rotate-key.js'), path.join(project, 'dist', 'rotate-key.js'))
  symlinkSync(inProject('node_modules'), path.join(project, 'node_modules'))
  const keys = { AIRWORTHY_ENCRYPTION_KEY: randomBytes(32).toString('base64'), NEXTAUTH_SECRET: 'a'.repeat(32) }
  const client = { GITHUB_CLIENT_ID: 'client', GITHUB_CLIENT_SECRET: 'secret' }
  const ran = ['lib/setup/rotate-key.js', 'dist/rotate-key.js'].map((script) =>
    spawnSync(process.execPath, [script], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, ...keys, ...client, DATABASE_URL: database.url, NEXTAUTH_URL: 'https://air.example.com' },
    }),
  )
  const kept = readdirSync(project)
  rmSync(project, { recursive: true, force: true })
  await database.drop()
  for (const { status, stdout, stderr } of ran) {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Encrypted by the key of today: 0')
  }
  expect(kept.sort()).toEqual(['dist', 'lib', 'node_modules', 'package.json'])
})

test.each([
  ['by npm', 'lib/setup/rotate-key.js', 'npm run rotate-key -- --forget'],
  ['in a container', 'dist/rotate-key.js', 'node dist/rotate-key.js --forget'],
])('what no key opens is told with the command that removes it, %s', async (_, script, command) => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query("insert into users (github_id, login) values (1, 'ada')")
  await client.query(
    "insert into github_tokens (user_id, access_token, updated_at) values (1, 'of another key', now())",
  )
  await client.end()
  const { status, stdout } = spawnSync(process.execPath, [script], {
    cwd: inProject(),
    encoding: 'utf8',
    env: {
      ...process.env,
      AIRWORTHY_IGNORE_ENV_FILE: '1',
      AIRWORTHY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      NEXTAUTH_SECRET: 'a'.repeat(32),
      NEXTAUTH_URL: 'https://air.example.com',
      GITHUB_CLIENT_ID: 'client',
      GITHUB_CLIENT_SECRET: 'secret',
      DATABASE_URL: database.url,
      npm_lifecycle_event: script.startsWith('lib/') ? 'rotate-key' : 'test',
    },
  })
  await database.drop()
  expect(status).toBe(1)
  expect(stdout).toContain(`if it is lost, ${command} removes them.`)
})

function keyOf(of: string): Buffer {
  return Buffer.from(readSecrets(of).AIRWORTHY_ENCRYPTION_KEY, 'base64')
}

async function withDatabase(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const server = await startPostgres(home, { durable: false })
  const url = await createDatabase(server.url, 'airworthy')
  const client = new pg.Client({ connectionString: url })
  try {
    await migrate(url)
    await client.connect()
    await work(client)
  } finally {
    await client.end()
    await server.stop()
  }
}

function run(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [inProject('lib', 'setup', 'rotate-key.js'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, AIRWORTHY_HOME: home, AIRWORTHY_IGNORE_ENV_FILE: '1' },
  })
}
