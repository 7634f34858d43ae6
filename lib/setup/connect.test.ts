import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildFixture } from '@/e2e/github/fixture'
import { type LocalGitHub, startLocalGitHub } from '@/e2e/github/server'
import { inProject } from './paths'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let folder: string
let file: string
let running: ChildProcess | undefined

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-connect-'))
  file = path.join(folder, '.env')
})
afterEach(() => {
  running?.kill()
  rmSync(folder, { recursive: true, force: true })
})

test('an owner creates the App in the browser, and its keys are kept without being shown', async () => {
  writeFileSync(file, '# kept\nLOG_LEVEL=debug\n', { mode: 0o644 })
  const command = connect('hangar', '--url', 'https://air.example.com', '--with', 'checks,issues')
  const address = await command.address
  const returned = await createInBrowser(address)
  expect((await fetch(returned)).status).toBe(200)
  expect(await command.exitCode).toBe(0)

  const kept = parseEnv(readFileSync(file, 'utf8'))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(kept).toMatchObject({
    LOG_LEVEL: 'debug',
    GITHUB_URL: github.url,
    NEXTAUTH_URL: 'https://air.example.com',
    GITHUB_APP_ID: expect.stringMatching(/^\d+$/),
    GITHUB_WEBHOOK_SECRET: expect.stringMatching(/^.{16,}$/),
  })
  const privateKey = Buffer.from(kept.GITHUB_APP_PRIVATE_KEY ?? '', 'base64').toString()
  for (const name of ['GITHUB_APP_PRIVATE_KEY', 'GITHUB_CLIENT_SECRET', 'GITHUB_WEBHOOK_SECRET']) {
    expect(kept[name]).toBeTruthy()
    expect(command.output()).not.toContain(kept[name])
  }
  expect(command.output()).toContain(`${github.url}/apps/airworthy-hangar/installations/new`)

  const auth = { appId: kept.GITHUB_APP_ID, privateKey }
  const client = new Octokit({ baseUrl: github.apiUrl, authStrategy: createAppAuth, auth })
  const { data } = await client.rest.apps.getAuthenticated()
  expect(data?.permissions).toEqual({
    metadata: 'read',
    contents: 'read',
    members: 'read',
    checks: 'write',
    pull_requests: 'read',
    issues: 'write',
  })
  expect(data?.events).toContain('pull_request')
})

test('keys that are there are not written over unless that is asked for', async () => {
  writeFileSync(file, 'GITHUB_APP_ID=7\nGITHUB_CLIENT_SECRET=somebody-s-secret\n')
  const refused = connect('hangar')
  expect(await refused.exitCode).toBe(2)
  expect(refused.output()).toMatch(/already sets GITHUB_APP_ID, GITHUB_CLIENT_SECRET.*--force/)
  expect(refused.output()).not.toContain('somebody-s-secret')
  const forced = connect('hangar', '--force')
  await fetch(await createInBrowser(await forced.address, 'Airworthy again'))
  expect(await forced.exitCode).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toContain('somebody-s-secret')
  expect(parseEnv(readFileSync(file, 'utf8'))).toMatchObject({ NEXTAUTH_URL: 'http://127.0.0.1:3000', PORT: '3000' })
})

test('a code that was not asked for here, or a foreign page, is turned away', async () => {
  const command = connect('hangar')
  const address = await command.address
  for (const state of ['a'.repeat(43), 'é'.repeat(43), '']) {
    expect((await fetch(new URL(`/created?code=abc&state=${state}`, address))).status).toBe(400)
  }
  expect((await fetch(new URL('/created?code=abc', address))).status).toBe(400)
  expect((await fetch(address, { method: 'POST' })).status).toBe(403)
  expect(await rawRequest(address, '//')).toMatch(/^HTTP\/1.1 400/)
  const policy = (await fetch(address)).headers.get('content-security-policy')
  expect(policy).toContain(`form-action ${github.url}`)
  expect(running?.exitCode).toBeNull()
})

test('who else uses this machine is not given the form, whose state would let them hand over an App of their own', async () => {
  const address = await connect('hangar').address
  for (const path of ['/', '/index.html', `${new URL(address).pathname}x`]) {
    const answer = await fetch(new URL(path, address))
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('state=')
  }
  expect(await (await fetch(address)).text()).toContain('state=')
})

test('a code that GitHub does not know gives nothing, and says what to do', async () => {
  const command = connect('hangar')
  const returned = new URL(await createInBrowser(await command.address, 'Airworthy twice'))
  await fetch(`${github.apiUrl}/app-manifests/${returned.searchParams.get('code')}/conversions`, { method: 'POST' })
  await fetch(returned)
  expect(await command.exitCode).toBe(1)
  expect(command.output()).toMatch(/HTTP 404.*Delete the App/)
})

test.each([
  [['no such organisation'], /One organisation/],
  [['hangar', '--with', 'everything'], /--with takes checks, issues, signals/],
  [['hangar', '--url', 'air.example.com'], /--url must be an http or https address/],
  [['hangar', '--url', 'https://air.example.com/\nNEXTAUTH_SECRET=known'], /--url must be an http or https address/],
  [['hangar', '--url', 'https://air.example.com/ #x'], /--url must be an http or https address/],
  [['hangar', '--nonsense'], /npm run connect -- ORGANISATION/],
])('%j is refused with how it is meant', async (args, message) => {
  const command = connect(...args)
  expect(await command.exitCode).toBe(2)
  expect(command.output()).toMatch(message)
})

test('a file is meant as seen from where the person is, not from the project', () => {
  writeFileSync(file, 'GITHUB_APP_ID=7\n')
  const { status, stderr } = spawnSync(process.execPath, ['lib/setup/connect.js', 'hangar', '--file', '.env'], {
    cwd: inProject(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, AIRWORTHY_IGNORE_ENV_FILE: '1', NODE_ENV: 'test', INIT_CWD: folder },
  })
  expect(status).toBe(2)
  expect(stderr).toContain(`${file} already sets GITHUB_APP_ID`)
})

function connect(...args: string[]) {
  const child = spawn(process.execPath, [inProject('lib/setup/connect.js'), ...args, '--file', file], {
    env: { PATH: process.env.PATH, AIRWORTHY_IGNORE_ENV_FILE: '1', GITHUB_URL: github.url, NODE_ENV: 'test' },
  })
  running = child
  let output = ''
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
        const found = /Open (http:\/\/127\.0\.0\.1:\d+\/\S+) /.exec(output)?.[1]
        if (found) resolve(found)
      })
    }
    exitCode.then(() => reject(new Error(`It ended early:\n${output}`)))
  })
  address.catch(() => undefined)
  return { address, exitCode, output: () => output }
}

/** Asks for what a browser would put right first. */
function rawRequest(address: string, path: string): Promise<string> {
  const { hostname, port, host } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) })
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text)).on('error', reject)
    socket.end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  })
}

/** What an owner does in the browser; answers the address that GitHub leads back to. */
async function createInBrowser(address: string, name?: string): Promise<string> {
  const form = await (await fetch(address)).text()
  const action = unescapeHtml(/action="([^"]+)"/.exec(form)?.[1] ?? '')
  const manifest = JSON.parse(unescapeHtml(/name="manifest" value="([^"]+)"/.exec(form)?.[1] ?? ''))
  const body = new URLSearchParams({ manifest: JSON.stringify({ ...manifest, ...(name && { name }) }) })
  const page = await (await fetch(action, { method: 'POST', body })).text()
  const fields = new URLSearchParams([...fieldsOf(page), ['login', 'ada']])
  const created = await fetch(new URL('/organizations/hangar/settings/apps', github.url), {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  })
  const location = created.headers.get('location')
  if (!location) throw new Error(`The App was not created: HTTP ${created.status}`)
  return location
}

function fieldsOf(page: string): [string, string][] {
  return [...page.matchAll(/<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"/g)].map((match) => [
    match[1] ?? '',
    unescapeHtml(match[2] ?? ''),
  ])
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) =>
    code ? String.fromCharCode(Number(code)) : (named[name] ?? whole),
  )
}
