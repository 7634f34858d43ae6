import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCommit, readHistory } from './commits'
import { readBlob, readEntry, readTree } from './objects'
import { pushCommit } from './push'
import { runGit } from './run-git'
import { writeCommit } from './write-commit'

const ADA = { name: 'Ada <x>\nLovelace', email: 'ada@example.test' }
const DATE = new Date('2025-04-01T10:00:00Z')
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'local-github-commit-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

test('git itself finds nothing wrong with the commits, whatever their names and folders are', async () => {
  const directory = await init('checked.git')
  const files = {
    'lib/a.py': 'a\n',
    'lib-extra': 'sorted before the folder\n',
    'lib.py': 'sorted between\n',
    'lib/deep/naïve name.py': 'n\n',
    'logo.png': Buffer.from([0, 255, 1]),
  }
  await pushCommit(directory, { branch: 'main', files, message: 'Begin', author: ADA, date: DATE })
  const second = { 'lib/deep/naïve name.py': null, 'lib/a.py': 'b\n', 'new/x/y.py': '' }
  const head = await pushCommit(directory, {
    branch: 'main',
    files: second,
    message: 'Go on\n\nBody.',
    author: ADA,
    date: DATE,
  })
  expect((await git(directory, 'fsck', '--full', '--strict')).trim()).toBe('')
  const listed = await git(directory, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', head)
  expect(listed.trim().split('\n')).toEqual(['lib-extra', 'lib.py', 'lib/a.py', 'logo.png', 'new/x/y.py'])
  expect(await git(directory, 'log', '-1', '--format=%an|%ae|%ct|%B', head)).toBe(
    'Ada xLovelace|ada@example.test|1743501600|Go on\n\nBody.\n\n',
  )
})

test('what git packed and what lies loose is read alike', async () => {
  const directory = await init('packed.git')
  const push = (files: Record<string, string>) =>
    pushCommit(directory, { branch: 'main', files, message: 'm', author: ADA, date: DATE })
  const first = await push({ 'a/b.py': '1\n' })
  await git(directory, 'repack', '-adq')
  const second = await push({ 'a/c.py': '2\n' })
  const commit = await readCommit(directory, second)
  expect(commit?.parents).toEqual([first])
  expect(await readEntry(directory, commit?.tree ?? '', 'a/b.py')).toMatchObject({ type: 'blob', size: 2 })
  expect(await readTree(directory, commit?.tree ?? '', true)).toHaveLength(3)
})

test('a repository that borrows from another reads both, and history crosses over', async () => {
  const pool = await init('pool.git')
  const first = await pushCommit(pool, {
    branch: 'main',
    files: { 'a.py': '1\n' },
    message: 'One',
    author: ADA,
    date: DATE,
  })
  const shared = await pushCommit(pool, {
    branch: 'main',
    files: { 'b.py': '2\n' },
    message: 'Two',
    author: ADA,
    date: DATE,
  })
  const directory = await init('borrower.git')
  await mkdir(join(directory, 'objects', 'info'), { recursive: true })
  await writeFile(join(directory, 'objects', 'info', 'alternates'), '../../pool.git/objects\n')
  const tree = (await readCommit(directory, shared))?.tree
  const own = await writeCommit(directory, {
    tree,
    parents: [shared],
    files: { 'c.py': '3\n' },
    message: 'Three',
    author: ADA,
    date: DATE,
  })
  expect((await readHistory(directory, own)).map(({ message }) => message)).toEqual(['Three', 'Two', 'One'])
  expect((await readHistory(directory, own, { path: 'a.py' })).map(({ sha }) => sha)).toEqual([first])
  expect(await readCommit(pool, own)).toBeUndefined()
  const entry = await readEntry(directory, (await readCommit(directory, own))?.tree ?? '', 'a.py')
  expect((await readBlob(directory, entry?.sha ?? ''))?.toString()).toBe('1\n')
  expect((await git(directory, 'fsck', '--full')).includes('missing')).toBe(false)
})

async function init(name: string): Promise<string> {
  const directory = join(root, name)
  await mkdir(directory)
  await git(directory, 'init', '-q', '--bare', '--template=', '-b', 'main')
  return directory
}

async function git(directory: string, ...args: string[]): Promise<string> {
  return (await runGit(directory, args)).toString()
}
