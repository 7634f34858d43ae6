import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { commitTree, type PlantedEntry } from '@/e2e/scans/commit-tree'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'
import { openTarball } from '../archive'
import { createGitHubClient, type GitHubClient } from '../client'
import { createGitObjects, OBJECT_BOUNDS } from './git-objects'
import { snapshotOfLargeCommit } from './large-commit'
import { snapshotOfCommit } from './snapshot-of-commit'

const SOURCE = { owner: SKYLARK, name: 'skyctl' }
/** What GitHub says when a query takes it more than ten seconds. */
const TOO_MUCH = {
  match: '/api/graphql',
  status: 200,
  body: { data: null, errors: [{ message: 'The query took too long.' }] },
}
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 123456\n`

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient
let branches = 0

beforeAll(async () => {
  world = await startDemoWorld()
})
afterAll(() => world?.close())
beforeEach(() => {
  world.github.clearFaults()
  client = createGitHubClient(world.github.issueToken('ada'))
})

test('links, submodules, pointers of Git LFS, binary and long files read as they do from the archive', async () => {
  const at = plant([
    { path: '.gitmodules', content: '[submodule "x"]\n\tpath = vendor/parser\n\turl = ../parser\n' },
    { path: 'vendor/parser', mode: '160000', content: 'c'.repeat(40) },
    { path: 'README.md', content: '# Odd\n' },
    { path: 'link.py', mode: '120000', content: 'app/main.py' },
    { path: 'run', mode: '100755', content: '#!/bin/sh\nexec python app/main.py\n' },
    { path: 'app/main.py', content: 'print("ü")\n' },
    { path: 'app/latin.py', content: Buffer.from('# -*- coding: latin-1 -*-\nCITY = "Z\xfcrich"\n', 'latin1') },
    { path: 'app/empty.py', content: '' },
    { path: 'app/long.py', content: `DATA = "${'x'.repeat(700_000)}"\n` },
    { path: 'app/too_long.py', content: 'x = 1\n'.repeat(500_000) },
    { path: 'model.json', content: LFS },
    { path: 'key.pem', content: Buffer.from([0, 1, 2, 255, 0]) },
    { path: 'picture.png', content: Buffer.from([137, 80, 78, 71, 0]) },
  ])
  const snapshot = await snapshotOfCommit(client, SOURCE, at)
  expect(plain(snapshot)).toEqual(plain(await fromArchive(at)))
  expect(snapshot.files.get('vendor/parser')?.kind).toBe('submodule')
  expect(snapshot.files.get('link.py')).toMatchObject({ kind: 'symlink', target: 'app/main.py' })
  expect(snapshot.files.get('app/long.py')?.content?.length).toBe(700_010)
  expect(snapshot.files.get('model.json')).toMatchObject({ content: null, omitted: 'lfs-pointer' })
  expect(snapshot.limits).toEqual([
    {
      kind: 'lfs-pointer',
      message: 'Files that are kept in Git LFS were not read: the repository holds pointers to them.',
      paths: ['model.json'],
    },
    { kind: 'file-bytes', message: expect.stringMatching(/were not read: 2 MiB of text/), paths: ['app/too_long.py'] },
    {
      kind: 'submodule',
      message: 'Submodules were not read: their code lies in other repositories.',
      paths: ['vendor/parser'],
    },
  ])
})

test('a query that is too much for GitHub is asked again in smaller parts', async () => {
  const at = plant(modules(40))
  const objects = createGitObjects(client, SOURCE)
  await objects.list([at.tree])
  world.github.injectFault({ ...TOO_MUCH, times: 2 })
  const snapshot = await snapshotOfCommit(client, SOURCE, at, { objects })
  expect([...snapshot.files.values()].filter(({ content }) => content !== null)).toHaveLength(40)
})

test('an outage is an outage, and never a snapshot of half a commit', async () => {
  const at = plant(modules(40))
  const objects = createGitObjects(client, SOURCE)
  await objects.list([at.tree])
  world.github.injectFault({ ...TOO_MUCH, times: 1000 })
  const outage = { code: 'github-unavailable' }
  await expect(snapshotOfCommit(client, SOURCE, at, { objects })).rejects.toMatchObject(outage)
  await expect(snapshotOfCommit(client, SOURCE, at)).rejects.toMatchObject(outage)
})

test('a commit of many small files is read whole, as from its archive', async () => {
  const at = plant(Array.from({ length: 10_500 }, (_, index) => ({ path: `words/${index}.json`, content: '{}' })))
  const snapshot = await snapshotOfCommit(client, SOURCE, at)
  expect([...snapshot.files.values()].filter(({ content }) => content !== null)).toHaveLength(10_500)
  expect(snapshot.limits).toEqual([])
})

test('a commit that is too large is read by what says most, and says what was left out', async () => {
  const at = plant([
    ...modules(30),
    { path: 'pyproject.toml', content: '[project]\nname = "large"\n' },
    { path: '.github/workflows/ci.yml', content: 'on: push\n' },
    { path: 'deploy/images/api/Dockerfile', content: 'FROM python:3.12-slim\n' },
    { path: 'rootfs/etc/services.d/api/run', content: '#!/bin/sh\n' },
    { path: 'words/de.json', content: '{}' },
    { path: 'node_modules/x/setup.py', content: 'x = 1\n' },
  ])
  const requests = client.usage.requests
  const snapshot = await snapshotOfLargeCommit(client, SOURCE, at, { maxTrees: 100, maxFiles: 10, maxBytes: 1e6 })
  expect(client.usage.requests - requests).toBe(2)
  const read = [...snapshot.files.values()].filter(({ content }) => content !== null).map(({ path }) => path)
  expect(read).toEqual(
    expect.arrayContaining([
      '.github/workflows/ci.yml',
      'deploy/images/api/Dockerfile',
      'pyproject.toml',
      'rootfs/etc/services.d/api/run',
    ]),
  )
  expect(read).toHaveLength(10)
  expect(snapshot.files.size).toBe(36)
  expect(snapshot.limits.map(({ kind, message }) => [kind, message])).toEqual([
    ['unread', '24 of 30 Python files were not read: the repository is larger than an audit reads.'],
    ['unread', '1 of 5 other text files was not read: the repository is larger than an audit reads.'],
    ['unread', "Files of installed or copied packages were not read: they are not the project's own code."],
  ])
})

test('a tree whose list is too long for one answer is walked, without installed packages', async () => {
  const deep = modules(30).map((entry) => ({ ...entry, path: `a/b/c/${entry.path}` }))
  const at = plant([
    ...deep,
    { path: 'a/first.py', content: 'x = 1\n' },
    { path: 'node_modules/x/y/z.py', content: 'x = 1\n' },
  ])
  const path = `/api/v3/repos/${SKYLARK}/skyctl/git/trees/`
  world.github.injectFault({ match: path, status: 200, body: { sha: at.tree, truncated: true, tree: [] }, times: 1 })
  const snapshot = await snapshotOfLargeCommit(client, SOURCE, at, { maxTrees: 3, maxFiles: 100, maxBytes: 1e6 })
  expect([...snapshot.files.keys()]).toEqual(['a/first.py'])
  expect(snapshot.limits.map(({ kind, paths }) => [kind, paths])).toEqual([
    ['unlisted', ['a/b/c']],
    ['unread', ['node_modules/x/y']],
  ])
})

test('few trees that name any number of files end at the bound', async () => {
  let entries: PlantedEntry[] = [{ path: 'a.py', content: 'x = 1\n' }]
  for (let level = 0; level < 3; level += 1) {
    entries = Array.from({ length: 8 }, (_, index) => index).flatMap((index) =>
      entries.map((entry) => ({ ...entry, path: `f${index}/${entry.path}` })),
    )
  }
  const at = plant(entries)
  const objects = createGitObjects(client, SOURCE, { ...OBJECT_BOUNDS, maxTrees: 10 })
  const before = client.usage.requests
  const bounds = { maxEntries: 100, maxTotalBytes: 1e6, maxFileBytes: 1e6, maxPathLength: 100, maxDepth: 64 }
  const snapshot = await snapshotOfCommit(client, SOURCE, at, { objects, bounds })
  expect(snapshot.files.size).toBe(100)
  expect(client.usage.requests - before).toBe(3)
  expect(snapshot.limits.map(({ kind, message }) => [kind, message])).toEqual([
    ['unread', '412 of 512 Python files were not read: the repository is larger than an audit reads.'],
    ['entries', 'Only 100 files were listed: the repository has more.'],
  ])
})

test('where only data is beyond the bound, the verdicts stand', async () => {
  const words = Array.from({ length: 120 }, (_, index) => ({ path: `words/${index}.json`, content: '{}' }))
  const at = plant([...modules(10), ...words])
  const bounds = { maxEntries: 100, maxTotalBytes: 1e6, maxFileBytes: 1e6, maxPathLength: 100, maxDepth: 64 }
  const snapshot = await snapshotOfCommit(client, SOURCE, at, { bounds })
  expect([...snapshot.files.keys()].filter((path) => path.endsWith('.py'))).toHaveLength(10)
  expect(snapshot.limits.map(({ kind, message }) => [kind, message])).toEqual([
    ['unread', '30 of 120 other text files were not read: the repository is larger than an audit reads.'],
    ['unread', 'Only 100 files were listed: the repository has more.'],
  ])
})

function modules(count: number): PlantedEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `pkg${index % 5}/sub/m${index}.py`,
    content: `x = ${index}\n`,
  }))
}

function plant(entries: readonly PlantedEntry[]) {
  branches += 1
  return commitTree(join(world.root, 'repositories', SKYLARK, 'skyctl.git'), `planted-${branches}`, entries)
}

async function fromArchive({ commit, committedAt }: { commit: string; committedAt: Date }): Promise<RepoSnapshot> {
  const archive = await openTarball(client, SKYLARK, 'skyctl', commit)
  return readTarball(archive, { commit, committedAt: committedAt.toISOString() })
}

function plain({ files, limits }: RepoSnapshot) {
  return {
    limits: [...limits].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    files: [...files.values()].map(({ content, blob, ...rest }) => ({
      ...rest,
      blob: content ? blob : null,
      content: content && Buffer.from(content).toString('latin1'),
    })),
  }
}
