import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitTree, type PlantedEntry } from '@/e2e/scans/commit-tree'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { openTarball } from '@/lib/github/archive'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { fetchRepository } from '@/lib/github/repository-listing'
import { readCommit } from '@/lib/snapshot/git-commit'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'
import { treeIdOf } from '@/lib/snapshot/tree-id'
import { gitBlobId } from '@/lib/snapshot/virtual'
import { completeSnapshot } from './complete-snapshot'

const SOURCE = { owner: 'hangar', name: 'api' }
let world: Awaited<ReturnType<typeof startScanWorld>>
let client: GitHubClient
let planted = 0

beforeAll(async () => {
  world = await startScanWorld()
  client = createGitHubClient('token-of-ada')
})
afterAll(() => world?.close())

test('code that a repository hides from its archive is read from git', async () => {
  await push({
    '.gitattributes': 'hidden/** export-ignore\nversion.py export-subst\n.gitattributes export-ignore\n',
    'hidden/danger.py': "PASSWORD = 'x'\n",
    'hidden/picture.png': 'not text',
    'version.py': "V = '$Format:%H$'\n",
  })
  const { before, after } = await read()
  expect([...before.files.keys()]).not.toContain('hidden/danger.py')
  expect(text(after, 'hidden/danger.py')).toBe("PASSWORD = 'x'\n")
  expect(text(after, 'version.py')).toBe("V = '$Format:%H$'\n")
  expect(after.files.get('version.py')?.blob).toBe(gitBlobId(new TextEncoder().encode("V = '$Format:%H$'\n")))
  expect(after.files.get('hidden/picture.png')).toMatchObject({ content: null, omitted: 'unwanted' })
  expect([...after.files.keys()]).toEqual([...after.files.keys()].sort())
  expect(after.limits.map(({ message }) => message)).toEqual([
    'The archive lacks or changes 3 files because of .gitattributes; they were read from git instead.',
  ])
})

test('what hides itself in a folder, is converted, or is a link is found by the id of the tree', async () => {
  const at = plant([
    { path: 'app/main.py', content: 'x = 1\n' },
    { path: 'app/old.ps1', content: 'Write-Host 1\n' },
    { path: 'app/.gitattributes', content: '*.ps1 eol=crlf\n' },
    { path: 'run', mode: '100755', content: '#!/bin/sh\n' },
    { path: 'private/.gitattributes', content: '* export-ignore\n' },
    { path: 'private/danger.py', content: "PASSWORD = 'x'\n" },
    { path: 'private/link.py', mode: '120000', content: 'danger.py' },
  ])
  const { before, after } = await readAt(at)
  expect([...before.files.keys()]).toEqual(['app/.gitattributes', 'app/main.py', 'app/old.ps1', 'run'])
  expect(text(before, 'app/old.ps1')).toBe('Write-Host 1\r\n')
  expect(plain(after)).toEqual(plain(await readCommit(directory(), at.commit)))
  expect(treeIdOf(after.files.values())).toBe(at.tree)
  expect(after.limits.map(({ message }) => message)).toEqual([
    'The archive lacks or changes 4 files because of .gitattributes; they were read from git instead.',
  ])
})

test('a file that the archive changes is said to have been read, and is not taken for .gitattributes', async () => {
  const at = plant([
    { path: '.gitattributes', content: '.git_archival.txt export-subst\n' },
    { path: '.git_archival.txt', content: 'node: $Format:%H$\n' },
  ])
  const { after } = await readAt(at)
  expect(after.limits).toEqual([
    {
      kind: 'export-ignore',
      message: 'The archive lacks or changes one file because of .gitattributes; it was read from git instead.',
      paths: [],
    },
  ])
})

test('a commit with a submodule is listed once and nothing of it is fetched', async () => {
  const at = plant([
    { path: '.gitmodules', content: '[submodule "x"]\n\tpath = lib/x\n\turl = ../x\n' },
    { path: 'lib/x', mode: '160000', content: 'c'.repeat(40) },
    { path: 'app/main.py', content: 'x = 1\n' },
    { path: 'model.json', content: 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 1\n' },
    { path: 'picture.png', content: 'PNG' },
  ])
  const requests = client.usage.requests
  const { after } = await readAt(at)
  expect(client.usage.requests - requests).toBe(3)
  expect(plain(after)).toEqual(plain(await readCommit(directory(), at.commit)))
})

test('where the list is too long for GitHub, what is missing can not be told', async () => {
  const at = plant([
    { path: '.gitattributes', content: 'hidden.py export-ignore\n' },
    { path: 'hidden.py', content: 'x = 1\n' },
  ])
  const path = '/api/v3/repos/hangar/api/git/trees/'
  world.github.injectFault({ match: path, status: 200, body: { sha: at.tree, truncated: true, tree: [] }, times: 1 })
  const archive = await openTarball(client, 'hangar', 'api', at.commit)
  const snapshot = await readTarball(archive, { commit: at.commit, committedAt: null })
  expect(await completeSnapshot(client, SOURCE, at, snapshot)).toBeNull()
})

test('attributes that hide nothing cost no further request', async () => {
  await push({
    '.gitattributes': '*.py text\n',
    'hidden/danger.py': null,
    'hidden/picture.png': null,
    'version.py': null,
  })
  const requests = client.usage.requests
  const { before, after } = await read()
  expect(after).toBe(before)
  expect(client.usage.requests - requests).toBe(3)
})

test('more hidden files than can be fetched are named as unread', async () => {
  const many = Array.from({ length: 7 }, (_, index) => [`hidden/m${index}.py`, `x = ${index}\n`])
  await push({ '.gitattributes': 'hidden/** export-ignore\n', ...Object.fromEntries(many) })
  const { after } = await read({ files: 4, bytes: 1000 })
  const [limit] = after.limits
  expect(limit).toMatchObject({ kind: 'export-ignore', message: expect.stringContaining('3 of them were not read') })
  expect(limit?.paths.length).toBe(3)
})

async function push(files: Record<string, string | null>): Promise<void> {
  await world.github.push({ owner: 'hangar', repo: 'api', files, message: 'Change' })
}

async function read(bounds?: { files: number; bytes: number }) {
  const { head } = await fetchRepository(client, 'hangar', 'api')
  if (!head) throw new Error('api has commits')
  return readAt(head, bounds)
}

async function readAt(at: CommitAtDate, bounds?: { files: number; bytes: number }) {
  const stream = await openTarball(client, 'hangar', 'api', at.commit)
  const before = await readTarball(stream, { commit: at.commit, committedAt: at.committedAt.toISOString() })
  const after = await completeSnapshot(client, SOURCE, at, before, bounds)
  if (!after) throw new Error('the list is short enough')
  return { before, after }
}

function plant(entries: readonly PlantedEntry[]): CommitAtDate {
  planted += 1
  return commitTree(directory(), `planted-${planted}`, entries)
}

function directory(): string {
  return join(world.root, 'repositories/hangar/api.git')
}

function plain({ files }: RepoSnapshot) {
  return [...files.values()].map(({ content, ...rest }) => ({
    ...rest,
    content: content && Buffer.from(content).toString('latin1'),
  }))
}

function text(snapshot: Awaited<ReturnType<typeof readTarball>>, path: string): string {
  return new TextDecoder().decode(snapshot.files.get(path)?.content ?? new Uint8Array())
}
