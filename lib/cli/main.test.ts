import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let bundles: string
let folder: string

beforeAll(async () => {
  // Inside the project, so that the packages left out of the bundles are found.
  mkdirSync(join(root, 'dist'), { recursive: true })
  bundles = mkdtempSync(join(root, 'dist/cli-test-'))
  await build({
    entryPoints: { cli: join(root, 'lib/cli/main.ts'), 'audit-thread': join(root, 'lib/audit/thread.ts') },
    outdir: bundles,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  folder = mkdtempSync(join(tmpdir(), 'airworthy-main-'))
  writeFileSync(join(folder, 'app.py'), 'def f(x: int) -> int:\n    return x\n'.repeat(50))
})

afterAll(() => {
  rmSync(bundles, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

test('the bundled command audits in threads and prints JSON alone, without any environment', () => {
  const out = execFileSync(process.execPath, [join(bundles, 'cli.js'), 'audit', folder, '--json'], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(JSON.parse(out).characteristics).toHaveLength(20)
})

test('a reader that goes away early is no failure', async () => {
  const child = spawn(process.execPath, [join(bundles, 'cli.js'), 'audit', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const [code] = await once(child, 'close')
  expect([code, errors]).toEqual([0, ''])
})
