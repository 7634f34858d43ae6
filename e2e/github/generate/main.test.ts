import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Inside the project, so that the packages left outside the bundle are found.
const BUNDLE = fileURLToPath(new URL(`../../../dist/generate-test-${process.pid}.js`, import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-github-command-'))
  const entry = fileURLToPath(new URL('main.ts', import.meta.url))
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' } as const
  await build({ ...options, entryPoints: [entry], outfile: BUNDLE })
})
afterAll(async () => {
  await rm(BUNDLE, { force: true })
  await rm(folder, { recursive: true, force: true })
})

test('the command makes an organisation of the size it is told and changes a share of it', async () => {
  const root = join(folder, 'root')
  const made = await run('--out', root, '--repositories', '30', '--teams', '3', '--people', '20', '--login', 'acme')
  expect(made).toMatchObject({ code: 0, text: `30 repositories, 3 teams and 20 people in ${root}\n` })
  const { organisations } = JSON.parse(await readFile(join(root, 'organisation.json'), 'utf8'))
  expect(organisations[0]).toMatchObject({ login: 'acme' })
  const changed = await run('--change', root, '--percent', '50', '--day', 'one')
  expect(changed.text).toMatch(/^1[0-5] repositories changed in /)
})

test.each([[[]], [['--out']], [['--out', 'x', '--repositories', 'many']], [['--change', 'x', '--percent', '5']]])(
  'a wrong call %j is a sentence and exit code 1',
  async (args) => {
    expect(await run(...args)).toMatchObject({ code: 1 })
  },
)

function run(...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BUNDLE, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout || stderr })
    })
  })
}
