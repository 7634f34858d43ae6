import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import { expect, test } from 'vitest'
import { inProject } from './paths'
import { choosePort, readSettings } from './settings'

const read = (env: Record<string, string>) => readSettings({ NODE_ENV: 'test', ...env })

test('without settings it is the demonstration, on this machine, with the embedded database', () => {
  expect(read({})).toEqual({
    mode: 'demonstration',
    host: '127.0.0.1',
    browserHost: '127.0.0.1',
    port: undefined,
    databaseUrl: undefined,
  })
})

test('a token is refused on any address that other machines reach', () => {
  for (const HOSTNAME of ['0.0.0.0', '::', '192.168.1.5', '127.evil.example']) {
    expect(() => read({ GITHUB_TOKEN: 't', HOSTNAME })).toThrow(/no sign-in/)
  }
  for (const HOSTNAME of ['127.0.0.1', 'localhost', '::1', '']) {
    expect(read({ GITHUB_TOKEN: 't', HOSTNAME }).mode).toBe('token')
  }
})

test("a HOSTNAME that is the machine's own name is no wish to listen on the network", () => {
  expect(read({ HOSTNAME: os.hostname() }).host).toBe('127.0.0.1')
})

test('half a client for signing in is refused and the missing half is named', () => {
  expect(() => read({ GITHUB_CLIENT_ID: 'x' })).toThrow('GITHUB_CLIENT_SECRET is not')
  expect(read({ GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' }).mode).toBe('sign-in')
})

test('a GitHub App needs its number, its key and its client, and what is missing is named', () => {
  const GITHUB_APP_PRIVATE_KEY = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey
  const whole = { GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY, GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' }
  expect(read({ ...whole, HOSTNAME: '0.0.0.0' }).mode).toBe('app')
  expect(read({ ...whole, GITHUB_APP_PRIVATE_KEY: btoa(GITHUB_APP_PRIVATE_KEY) }).mode).toBe('app')
  expect(() => read({ GITHUB_APP_ID: '7' })).toThrow(
    'needs GITHUB_APP_PRIVATE_KEY, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET',
  )
  expect(() => read({ ...whole, GITHUB_APP_ID: '' })).toThrow('needs GITHUB_APP_ID')
  expect(() => read({ ...whole, GITHUB_TOKEN: 'ghp_x' })).toThrow(/^(?!.*ghp_x).*two ways in/)
  expect(() => read({ ...whole, GITHUB_APP_PRIVATE_KEY: 'no-key' })).toThrow(/^(?!.*no-key).*whole \.pem file/)
})

test('an unusable DATABASE_URL or PORT is refused without repeating it', () => {
  for (const DATABASE_URL of ['mysql://me:pass-word@host/x', 'not an address pass-word']) {
    expect(() => read({ DATABASE_URL })).toThrow(/^(?!.*pass-word).*must be the address of a Postgres database/)
  }
  for (const PORT of ['0', '70000', 'http', '3000.5']) expect(() => read({ PORT })).toThrow('from 1 to 65535')
})

test('a port that was asked for and is taken is refused', async () => {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await expect(choosePort(read({ PORT: String(port) }), () => undefined)).rejects.toThrow(`Port ${port}`)
  server.close()
})

test('.env.example names every variable that the environment module reads, and no other but the state folder', () => {
  const read = new Set(
    readFileSync(inProject('lib/env.ts'), 'utf8')
      .match(/^ {4}[A-Z][A-Z_]+(?=:)/gm)
      ?.map((name) => name.trim()),
  )
  const shown = new Set(readFileSync(inProject('.env.example'), 'utf8').match(/^[A-Z][A-Z_]+(?==)/gm))
  expect(read.size).toBeGreaterThan(5)
  expect([...shown].sort()).toEqual([...read, 'AIRWORTHY_HOME'].sort())
})
