import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegisteredApp } from './apps/registration'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let registered: RegisteredApp
let folder: string

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
  registered = await github.addApp({
    name: 'Airworthy',
    permissions: { metadata: 'read', contents: 'read' },
    events: ['push'],
    // Nobody listens there; what was tried is on record all the same.
    webhook: { url: 'http://127.0.0.1:9/', secret: 'secret' },
    installations: [{ organisation: 'hangar', repositories: ['api', 'site'] }],
  })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-github-clone-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a clone brings the files, and a push brings a commit, an event and everything else that shows it', async () => {
  await clone('alan', 'hangar/api')
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# API\n')
  const sha = await commitFile('main.py', 'print("hello")\n', 'Greet')
  await git('push', '-q', 'origin', 'HEAD:main', 'HEAD:refs/heads/copy')
  const told = await pushes()
  const before = fixture.heads.api
  expect(told).toMatchObject([
    { ref: 'refs/heads/main', before, after: sha, forced: false, head_commit: { added: ['main.py'] } },
    { ref: 'refs/heads/copy', after: sha, created: true },
  ])
  expect(told[0]).toMatchObject({ sender: { login: 'alan' }, pusher: { name: 'alan' }, commits: [{ id: sha }] })
  const alan = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-alan' })
  const { data } = await alan.rest.repos.get({ owner: 'hangar', repo: 'api' })
  expect(Date.parse(data.pushed_at)).toBeGreaterThan(Date.parse('2025-07-01T08:00:00Z'))
})

test('a push that rewrites history is told as forced, one that ends a branch as deleted', async () => {
  await clone('alan', 'hangar/site')
  await git('commit', '-q', '--amend', '-m', 'Begin otherwise')
  await git('push', '-q', '-f', 'origin', 'HEAD:main')
  await git('push', '-q', 'origin', 'HEAD:refs/heads/idea')
  await git('push', '-q', 'origin', ':idea')
  const told = (await pushes()).filter(({ repository }) => repository.name === 'site')
  expect(told.map(({ ref, forced, deleted }) => [ref, forced, deleted])).toEqual([
    ['refs/heads/main', true, false],
    ['refs/heads/idea', false, false],
    ['refs/heads/idea', false, true],
  ])
})

test('a large push and the clone of it arrive whole', async () => {
  await clone('ada', 'hangar/vault')
  const lines = Array.from(
    { length: 200_000 },
    (_, number) => `${number} ${(number * 2_654_435_761) % 4_294_967_296}\n`,
  )
  const sha = await commitFile('numbers.txt', lines.join(''), 'Keep numbers')
  await git('push', '-q', 'origin', 'HEAD:main')
  await rm(folder, { recursive: true })
  await clone('outsider', 'hangar/vault')
  expect((await git('rev-parse', 'HEAD')).trim()).toBe(sha)
})

test('a push that fails lets the next one have its turn', async () => {
  await clone('alan', 'hangar/api')
  const sha = await commitFile('later.py', 'later = 1\n', 'Add later')
  const directory = join(fixture.root, 'repositories', 'hangar', 'api.git')
  await rename(directory, `${directory}.away`)
  const failed = await fetch(`${addressOf(undefined, 'hangar/api')}/git-receive-pack`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('x-access-token:token-of-alan')}` },
  })
  await rename(`${directory}.away`, directory)
  expect(failed.status).toBe(500)
  await git('push', '-q', 'origin', 'HEAD:refs/heads/later')
  expect((await pushes()).at(-1)).toMatchObject({ ref: 'refs/heads/later', after: sha })
})

test('who may not read is told nothing, who may not write is refused', async () => {
  await expect(clone('stranger', 'hangar/api')).rejects.toThrow('not found')
  await expect(clone('nobody', 'hangar/api')).rejects.toThrow('Authentication failed')
  await expect(clone(undefined, 'hangar/api')).rejects.toThrow('could not read Username')
  await clone(undefined, 'hangar/site')
  await rm(folder, { recursive: true })
  await clone('grace', 'hangar/site')
  await commitFile('a.py', 'a = 1\n', 'Add a')
  await expect(git('push', '-q', 'origin', 'HEAD:main')).rejects.toThrow('403')
  await rm(folder, { recursive: true })
  await clone('ada', 'hangar/empty')
  await commitFile('a.py', 'a = 1\n', 'Add a')
  await expect(git('push', '-q', 'origin', 'HEAD:main')).rejects.toThrow('archived')
})

test('an installation clones what it reaches and pushes only with the permission to write', async () => {
  const installation = registered.app.installations[0]?.id ?? 0
  await cloneWith(await installationToken(), 'hangar/api')
  await commitFile('b.py', 'b = 1\n', 'Add b')
  await expect(git('push', '-q', 'origin', 'HEAD:main')).rejects.toThrow('403')
  const permissions = { metadata: 'read', contents: 'write' } as const
  await github.change({ change: 'set-installation-permissions', installation, permissions })
  await git('remote', 'set-url', 'origin', addressOf(await installationToken(), 'hangar/api'))
  await git('push', '-q', 'origin', 'HEAD:refs/heads/by-app')
  const login = `${registered.app.slug}[bot]`
  expect((await pushes()).at(-1)).toMatchObject({ ref: 'refs/heads/by-app', sender: { login, type: 'Bot' } })
  await rm(folder, { recursive: true })
  await expect(cloneWith(await installationToken(), 'hangar/vault')).rejects.toThrow('not found')
})

test('a repository is found by its old name', async () => {
  await github.change({ change: 'rename-repository', owner: 'hangar', repo: 'api', name: 'orders' })
  await clone('alan', 'hangar/api')
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# API\n')
  await rm(folder, { recursive: true })
  await expect(clone('stranger', 'hangar/api')).rejects.toThrow('not found')
})

function clone(login: string | undefined, fullName: string) {
  return cloneWith(login && `token-of-${login}`, fullName)
}

async function cloneWith(token: string | undefined, fullName: string): Promise<void> {
  await run('clone', '-q', addressOf(token, fullName), folder)
}

function addressOf(token: string | undefined, fullName: string): string {
  return `${github.url.replace('//', token ? `//x-access-token:${token}@` : '//')}/${fullName}.git`
}

async function commitFile(name: string, text: string, message: string): Promise<string> {
  await writeFile(join(folder, name), text)
  await git('add', name)
  await git('commit', '-q', '-m', message)
  return (await git('rev-parse', 'HEAD')).trim()
}

function git(...args: string[]): Promise<string> {
  return run('-C', folder, ...args)
}

async function run(...args: string[]): Promise<string> {
  const person = ['-c', 'user.name=Alan', '-c', 'user.email=alan@example.test', '-c', 'protocol.version=2']
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  }
  const { stdout } = await promisify(execFile)('git', [...person, ...args], { env })
  return stdout
}

interface PushTold {
  ref: string
  forced: boolean
  deleted: boolean
  repository: { name: string }
}

async function pushes(): Promise<PushTold[]> {
  await github.deliveriesSettled()
  return github
    .deliveries(registered.app.id)
    .reverse()
    .map(({ message }) => JSON.parse(message.body))
}

async function installationToken(): Promise<string> {
  const { createAppAuth } = await import('@octokit/auth-app')
  const { request } = new Octokit({ baseUrl: github.apiUrl })
  const { id: appId, installations } = registered.app
  const auth = createAppAuth({ appId, privateKey: registered.privateKey, request })
  return (await auth({ type: 'installation', installationId: installations[0]?.id ?? 0 })).token
}
