import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { inProject } from './paths'
import { removeAbandoned } from './vitest-global'

test.skipIf(process.getuid?.() !== 0)("what an ended run left is removed, unless it is another account's", async () => {
  const among = mkdtempSync(path.join(os.tmpdir(), 'airworthy-abandoned-'))
  const [ours, theirs] = ['ours', 'theirs'].map((whose) => path.join(among, `airworthy-test-${whose}`)) as [
    string,
    string,
  ]
  for (const home of [ours, theirs]) {
    mkdirSync(home)
    writeFileSync(path.join(home, 'owner.lock'), JSON.stringify({ pid: 2 ** 22 + 1 }))
  }
  chownSync(theirs, 2 ** 30, 2 ** 30)
  await removeAbandoned(among)
  const left = [ours, theirs].map((home) => existsSync(home))
  rmSync(among, { recursive: true, force: true })
  expect(left).toEqual([false, true])
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a run that is ended by %s takes its database with it', async (signal, exitCode) => {
  mkdirSync(inProject('dist'), { recursive: true })
  // Inside the project, so that vitest is found; Postgres may run as somebody else, who must get through.
  const folder = mkdtempSync(inProject('dist', 'ended-'))
  chmodSync(folder, 0o711)
  const set = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
  const place = (name: string) => JSON.stringify(inProject('lib', 'setup', name))
  set('vitest.config.mjs', `export default { test: { globalSetup: [${place('vitest-global.js')}] } }\n`)
  set(
    'endless.test.mjs',
    `import { writeFileSync } from 'node:fs'
    import { test } from 'vitest'
    import { createTestDatabase } from ${place('test-database.js')}
    test('endless', async () => {
      const { url } = await createTestDatabase()
      writeFileSync(${JSON.stringify(path.join(folder, 'ready'))}, url)
      await new Promise(() => setInterval(() => {}, 1000))
    }, 120_000)
`,
  )
  const run = spawn(process.execPath, [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder], {
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<number | null>((resolve) => run.once('exit', resolve))
  await expect.poll(() => existsSync(path.join(folder, 'ready')), { timeout: 50_000 }).toBe(true)
  const url = readFileSync(path.join(folder, 'ready'), 'utf8')
  expect(await answers(url)).toBe(true)
  run.kill(signal)
  const code = await ended
  const isLeft = await answers(url)
  const homes = readdirSync(folder).filter((name) => name.startsWith('airworthy-test-'))
  rmSync(folder, { recursive: true, force: true })
  expect({ code, isLeft, homes }).toEqual({ code: exitCode, isLeft: false, homes: [] })
})

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
