import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { removeSettings, webEnvironment } from './build-settings'
import { removeSettingsOfBuilds } from './pages'
import { inProject } from './paths'

let builds: string

beforeEach(() => {
  builds = mkdtempSync(path.join(os.tmpdir(), 'airworthy-builds-'))
  return () => rmSync(builds, { recursive: true, force: true })
})

test('of a build, files of settings are taken away and nothing else', () => {
  const build = buildWith('a-build', { '.env': 'METRICS_TOKEN=x', '.env.production': '', '.env.local': '' })
  mkdirSync(path.join(build, '.next'))
  writeFileSync(path.join(build, '.environment'), '')
  removeSettings(build)
  expect(readdirSync(build).sort()).toEqual(['.environment', '.next', 'server.js'])
})

test('a build that is not there has no settings', () => {
  expect(() => removeSettings(path.join(builds, 'none'))).not.toThrow()
})

test('the builds of earlier versions lose the secrets that they hold, also where nothing is built', () => {
  const kept = ['one', 'two'].map((name) => buildWith(name, { '.env': 'GITHUB_APP_PRIVATE_KEY=x' }))
  writeFileSync(path.join(builds, 'a-file'), '')
  removeSettingsOfBuilds(builds)
  for (const build of kept) expect(readdirSync(build)).toEqual(['server.js'])
  expect(() => removeSettingsOfBuilds(path.join(builds, 'none'))).not.toThrow()
})

test('a line that was deleted from the settings is gone from the web server, though a build still holds it', () => {
  const build = buildWith('a-build', { '.env': 'METRICS_TOKEN=deleted-since\nOPERATORS=deleted-since' })
  const settings = { NODE_ENV: 'production', OPERATORS: 'ada' } as const
  expect(asNextReads(build, settings)).toEqual(['deleted-since', 'ada'])
  expect(asNextReads(build, webEnvironment(settings))).toEqual([null, 'ada'])
  removeSettings(build)
  expect(asNextReads(build, settings)).toEqual([null, 'ada'])
})

function buildWith(name: string, files: Record<string, string>): string {
  const build = path.join(builds, name)
  mkdirSync(build)
  for (const [file, text] of Object.entries({ 'server.js': '', ...files })) writeFileSync(path.join(build, file), text)
  return build
}

/** METRICS_TOKEN and OPERATORS as Next's server has them once it has read the settings of its folder. */
function asNextReads(build: string, env: Readonly<Record<string, string | undefined>>): unknown {
  const program = `require(process.argv[1]).loadEnvConfig(process.argv[2], false, { error() {}, info() {} })
    const { METRICS_TOKEN = null, OPERATORS = null } = process.env
    process.stdout.write(JSON.stringify([METRICS_TOKEN, OPERATORS]))`
  const args = ['-e', program, inProject('node_modules/@next/env/dist/index.js'), build]
  return JSON.parse(execFileSync(process.execPath, args, { env: { NODE_ENV: 'production', ...env }, encoding: 'utf8' }))
}
