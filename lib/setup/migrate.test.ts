import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inProject } from './paths'
import { createTestDatabase } from './test-database'

let project: string
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  project = mkdtempSync(path.join(os.tmpdir(), 'airworthy-migrate-'))
  writeFileSync(path.join(project, 'package.json'), '{"type":"module"}')
  for (const each of ['lib/setup', 'prisma/migrations']) {
    cpSync(inProject(each), path.join(project, each), { recursive: true })
  }
})
afterAll(async () => {
  rmSync(project, { recursive: true, force: true })
  await database.drop()
})

test('in a fresh checkout the packages are installed first', () => {
  // What stands in for npm tells that it was asked.
  const npm = path.join(project, 'npm.cjs')
  writeFileSync(path.join(project, 'package-lock.json'), '{"packages":{"node_modules/pg":{"version":"1"}}}')
  writeFileSync(npm, "console.error('asked for ' + process.argv[2])\nprocess.exit(1)\n")
  const { status, stderr } = migrate({ npm_execpath: npm })
  expect(status).toBe(1)
  expect(stderr).toContain('could not be installed')
  expect(stderr).toContain('asked for ci')
})

test('an image, without a lock file, is migrated as it is, and told is which database was meant but no password', () => {
  rmSync(path.join(project, 'package-lock.json'), { force: true })
  rmSync(path.join(project, '.airworthy'), { recursive: true, force: true })
  rmSync(path.join(project, 'node_modules'), { recursive: true, force: true })
  symlinkSync(inProject('node_modules'), path.join(project, 'node_modules'))
  const { status, stdout, stderr } = migrate({})
  const { host, pathname, password } = new URL(database.url)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toBe(`Up to date already: the database at ${host}${pathname} (DATABASE_URL)\n`)
  expect(stdout).not.toContain(password)
  expect(existsSync(path.join(project, '.airworthy'))).toBe(false)
})

function migrate(env: Record<string, string>): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [path.join(project, 'lib', 'setup', 'migrate.js')], {
    encoding: 'utf8',
    env: {
      ...{ NODE_ENV: 'test', PATH: process.env.PATH, DATABASE_URL: database.url, AIRWORTHY_IGNORE_ENV_FILE: '1' },
      ...env,
    },
  })
}
