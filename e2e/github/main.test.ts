import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'

// Inside the project, so that the packages left outside the bundle are found.
const BUNDLE = fileURLToPath(new URL(`../../dist/local-github-test-${process.pid}.js`, import.meta.url))
let fixture: Awaited<ReturnType<typeof buildFixture>>

beforeAll(async () => {
  fixture = await buildFixture()
  const entry = fileURLToPath(new URL('main.ts', import.meta.url))
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' } as const
  await build({ ...options, entryPoints: [entry], outfile: BUNDLE })
})
afterAll(async () => {
  await rm(BUNDLE, { force: true })
  await fixture.remove()
})

test('the command says in one line where it answers, and ends at once when told to', async () => {
  const child = start('--root', fixture.root, '--port', '0')
  const [line] = await once(child.stdout, 'data')
  const url = /^local GitHub on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1]
  expect((await fetch(`${url}/api/v3/meta`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a port that is taken, a folder that holds nothing and a wrong call are one sentence and exit code 1', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  expect(await fail('--root', fixture.root, '--port', port)).toBe(
    'The port for the local GitHub is already taken; choose another with --port.\n',
  )
  server.close()
  expect(await fail('--root', '/nowhere', '--port', '0')).toContain('There is no organisation.json in /nowhere.')
  expect(await fail('--port', 'x')).toContain('Usage: node dist/local-github.js')
})

function start(...args: string[]) {
  return spawn(process.execPath, [BUNDLE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

async function fail(...args: string[]): Promise<string> {
  const child = start(...args)
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  return text
}
