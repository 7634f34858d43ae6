import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitTree, type PlantedEntry } from '@/e2e/scans/commit-tree'
import { readCommit } from './git-commit'
import { readTarball } from './tarball'
import { treeIdOf } from './tree-id'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'airworthy-tree-'))
  execFileSync('git', ['init', '--quiet', '--bare', '--template=', root])
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const ENTRIES: readonly PlantedEntry[] = [
  { path: 'a.py', content: 'x = 1\n' },
  { path: 'a/b.py', content: 'x = 2\n' },
  { path: 'a-b/c.py', content: '' },
  { path: 'a0', content: 'not sorted where it looks\n' },
  { path: 'run', mode: '100755', content: '#!/bin/sh\n' },
  { path: 'link', mode: '120000', content: 'a/b.py' },
  { path: 'picture.png', content: Buffer.from([137, 80, 0, 255]) },
  { path: 'straße/日本.py', content: 'x = 3\n' },
  { path: 'model.json', content: 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 1\n' },
]

test.each(['git', 'archive'] as const)(
  'what was read from %s adds up to the id that git gives the tree',
  async (from) => {
    const { commit, tree } = commitTree(root, `whole-${from}`, ENTRIES)
    expect(treeIdOf((await read(from, commit)).files.values())).toBe(tree)
  },
)

test('one file less, another byte, another mode or another name give another id', async () => {
  const { commit, tree } = commitTree(root, 'changed', ENTRIES)
  const files = [...(await read('git', commit)).files.values()]
  const changed = (change: (file: (typeof files)[number]) => object) =>
    treeIdOf(files.map((file) => (file.path === 'a/b.py' ? { ...file, ...change(file) } : file)))
  const others = [
    treeIdOf(files.filter(({ path }) => path !== 'picture.png')),
    changed(() => ({ blob: 'c'.repeat(40) })),
    changed(() => ({ executable: true })),
    changed(() => ({ path: 'a/c.py' })),
  ]
  expect(new Set([tree, ...others]).size).toBe(5)
})

test('a submodule, whose commit no archive tells, leaves the id unknown', async () => {
  const entries = [...ENTRIES, { path: 'vendor/x', mode: '160000', content: 'd'.repeat(40) } as const]
  const { commit } = commitTree(root, 'submodule', entries)
  expect(treeIdOf((await read('git', commit)).files.values())).toBeNull()
})

function read(from: 'git' | 'archive', commit: string) {
  if (from === 'git') return readCommit(root, commit)
  const bytes = execFileSync('git', ['--git-dir', root, 'archive', '--format=tar.gz', '--prefix=o-r-abc/', commit])
  return readTarball(Readable.from([bytes]), { commit, committedAt: null })
}
