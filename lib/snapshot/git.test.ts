import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDirectory } from './directory'
import { runGit } from './git'
import { readCommit } from './git-commit'
import { DEFAULT_BOUNDS, type RepoSnapshot } from './snapshot'
import { isWorkingTree, readWorkingTree } from './working-tree'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'airworthy-git-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', root, ...identity, ...args], {
    encoding: 'utf8',
    env: {
      NODE_ENV: 'test',
      PATH: '/usr/bin:/bin:/usr/local/bin',
      HOME: root,
      GIT_COMMITTER_DATE: '2025-03-04T05:06:07+02:00',
    },
  }).trim()
}

function text(snapshot: RepoSnapshot, path: string): string {
  return new TextDecoder().decode(snapshot.files.get(path)?.content ?? new Uint8Array())
}

test('a working tree is its tracked files and the untracked ones that git does not ignore, as they lie on disk', async () => {
  git('init', '-q')
  write('app.py', 'old = 1\n')
  write('.gitignore', '.env\nbuild/\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  write('app.py', 'new = 1\n')
  write('fresh.py', 'x = 1\n')
  write('.env', 'SECRET=1\n')
  write('build/out.py', 'x = 1\n')
  expect(await isWorkingTree(root)).toBe(true)
  const snapshot = await readWorkingTree(root)
  expect([...snapshot.files.keys()]).toEqual(['.gitignore', 'app.py', 'fresh.py'])
  expect(text(snapshot, 'app.py')).toBe('new = 1\n')
  expect(snapshot.commit).toBeNull()
})

test('a commit is read from the objects, whatever lies on disk', async () => {
  git('init', '-q')
  write('app.py', 'old = 1\n')
  write('naïve name.py', 'x = 1\n')
  symlinkSync('/etc/passwd', join(root, 'link.txt'))
  chmodSync(join(root, 'app.py'), 0o755)
  git('add', '.')
  git('commit', '-qm', 'x')
  write('app.py', 'new = 1\n')
  const snapshot = await readCommit(root, 'HEAD')
  expect(snapshot.commit).toBe(git('rev-parse', 'HEAD'))
  expect(snapshot.committedAt).toBe('2025-03-04T03:06:07.000Z')
  expect(text(snapshot, 'app.py')).toBe('old = 1\n')
  expect(snapshot.files.get('app.py')).toMatchObject({ executable: true, blob: git('rev-parse', 'HEAD:app.py') })
  expect(snapshot.files.get('link.txt')).toMatchObject({ kind: 'symlink', target: '/etc/passwd', content: null })
  expect(text(snapshot, 'naïve name.py')).toBe('x = 1\n')
})

test('the same bytes under two paths are both read', async () => {
  git('init', '-q')
  write('a/__init__.py', 'x = 1\n')
  write('b/__init__.py', 'x = 1\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  const snapshot = await readCommit(root, 'HEAD')
  expect([text(snapshot, 'a/__init__.py'), text(snapshot, 'b/__init__.py')]).toEqual(['x = 1\n', 'x = 1\n'])
})

test.each(['missing', '--output=x', '', 'HEAD~99'])('%j is refused as a commit', async (ref) => {
  git('init', '-q')
  write('a.py', '')
  git('add', '.')
  git('commit', '-qm', 'x')
  await expect(readCommit(root, ref)).rejects.toMatchObject({ code: 'invalid-input' })
})

test("nothing that the repository's configuration names is run", async () => {
  git('init', '-q')
  write('app.py', 'x = 1\n')
  write('.gitattributes', '*.py filter=evil diff=evil\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  write('run.sh', `#!/bin/sh\ntouch "${root}/ran"\n`)
  chmodSync(join(root, 'run.sh'), 0o755)
  for (const key of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.smudge', 'diff.evil.textconv', 'core.pager']) {
    git('config', key, join(root, 'run.sh'))
  }
  mkdirSync(join(root, '.git/hooks'), { recursive: true })
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'reference-transaction']) {
    symlinkSync(join(root, 'run.sh'), join(root, '.git/hooks', hook))
  }
  write('app.py', 'x = 2\n')
  await isWorkingTree(root)
  await readWorkingTree(root)
  await readCommit(root, 'HEAD')
  expect(existsSync(join(root, 'ran'))).toBe(false)
})

/** Whoever fetches what is missing runs a command, by settings that the repository brings. */
function fetchByCommand(config: string[]): void {
  for (const [key = '', value = ''] of [
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::touch ${join(root, 'ran')}`],
    ['protocol.ext.allow', 'always'],
  ])
    git(...config, key, value)
}

test('an object that a partial clone lacks is not fetched by what its settings name', async () => {
  git('init', '-q')
  write('app.py', 'x = 1\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  const blob = git('rev-parse', 'HEAD:app.py')
  rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)))
  fetchByCommand(['config'])
  await readCommit(root, 'HEAD').catch(() => undefined)
  expect(existsSync(join(root, 'ran'))).toBe(false)
})

test('a sparse index that lacks a tree fetches nothing either', async () => {
  git('init', '-q')
  for (const path of ['kept/a.py', 'left/b.py']) write(path, 'x = 1\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  git('sparse-checkout', 'set', '--cone', '--sparse-index', 'kept')
  const tree = git('rev-parse', 'HEAD:left')
  rmSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)))
  fetchByCommand(['config'])
  await isWorkingTree(root)
  await readWorkingTree(root).catch(() => undefined)
  expect(existsSync(join(root, 'ran'))).toBe(false)
})

test('committed files that look like a repository are a plain folder', async () => {
  git('init', '-q')
  write('svc/app.py', 'x = 1\n')
  git('init', '-q', '--bare', 'svc')
  git('--git-dir=svc', 'config', 'core.bare', 'false')
  git('--git-dir=svc', 'config', 'core.worktree', '.')
  git('--git-dir=svc', '--work-tree=svc', 'add', 'app.py')
  expect(await isWorkingTree(join(root, 'svc'))).toBe(false)
})

test('what a link leads to is not read under the names of the folder whose place it took', async () => {
  git('init', '-q')
  write('pkg/deep/x.py', 'x = 1\n')
  write('app.py', 'x = 1\n')
  git('add', '.')
  const outside = mkdtempSync(join(tmpdir(), 'airworthy-outside-'))
  mkdirSync(join(outside, 'deep'))
  writeFileSync(join(outside, 'deep/x.py'), 'secret = 1\n')
  rmSync(join(root, 'pkg'), { recursive: true })
  symlinkSync(outside, join(root, 'pkg'))
  const snapshot = await readWorkingTree(root)
  expect([...snapshot.files.keys()]).toEqual(['app.py', 'pkg'])
  rmSync(outside, { recursive: true })
})

test('a file in the place of a folder, and names that no disk holds, end nothing', async () => {
  git('init', '-q')
  write('a/b/c.py', 'x = 1\n')
  write('app.py', 'x = 1\n')
  git('add', '.')
  const blob = git('rev-parse', ':app.py')
  git('update-index', '--add', '--cacheinfo', `100644,${blob},${'n'.repeat(300)}/x/y.py`)
  rmSync(join(root, 'a'), { recursive: true })
  write('a', 'hi\n')
  expect([...(await readWorkingTree(root)).files.keys()]).toEqual(['a', 'app.py'])
})

test('a folder is everything in it but git, with links recorded and pipes left closed', async () => {
  write('app.py', 'x = 1\n')
  write('.env', 'SECRET=1\n')
  write('.git/config', 'x')
  write('node_modules/a/setup.py', 'x = 1\n')
  symlinkSync('..', join(root, 'loop'))
  execFileSync('mkfifo', [join(root, 'pipe.py')])
  expect(await isWorkingTree(root)).toBe(false)
  const snapshot = await readDirectory(root)
  expect([...snapshot.files.keys()]).toEqual(['.env', 'app.py', 'loop', 'node_modules/a/setup.py'])
  expect(snapshot.files.get('loop')?.kind).toBe('symlink')
})

test('a folder that git ignores is read as a plain folder', async () => {
  git('init', '-q')
  write('.gitignore', 'out/\n')
  write('out/app.py', 'x = 1\n')
  write('lib/app.py', 'x = 1\n')
  git('add', '.')
  git('commit', '-qm', 'x')
  expect(await isWorkingTree(join(root, 'out'))).toBe(false)
  expect(await isWorkingTree(join(root, 'lib'))).toBe(true)
  expect([...(await readCommit(join(root, 'lib'), 'HEAD')).files.keys()]).toEqual(['app.py'])
})

test('a folder that does not exist throws', async () => {
  await expect(readDirectory(join(root, 'nowhere'))).rejects.toThrow()
})

test('git that waits for a pipe is not waited for', async () => {
  git('init', '-q')
  execFileSync('mkfifo', [join(root, '.gitignore')])
  await expect(runGit(root, ['ls-files', '--others', '--exclude-standard'], { silenceMs: 200 })).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('did not answer'),
  })
})

test('reading a checkout stops at the bound on entries, and says so', async () => {
  git('init', '-q')
  for (const name of ['a.py', 'b.py', 'c.py']) write(name, '')
  let read = 0
  const bounds = { ...DEFAULT_BOUNDS, maxEntries: 1 }
  const { files, limits } = await readWorkingTree(root, { bounds, onProgress: (entries) => (read = entries) })
  expect([files.size, read]).toEqual([1, 1])
  expect(limits).toEqual([expect.objectContaining({ kind: 'entries' })])
})

test('folders count too, and what was not opened of them is said', async () => {
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(join(root, name))
  const empty = await readDirectory(root, { bounds: { ...DEFAULT_BOUNDS, maxEntries: 3 } })
  expect(empty.limits).toEqual([expect.objectContaining({ kind: 'entries' })])
  for (const name of ['1', '2', '3', '4', '5']) write(`d/${name}.py`, '')
  const full = await readDirectory(root, { bounds: { ...DEFAULT_BOUNDS, maxEntries: 5 } })
  expect(full.files.size).toBe(5)
  expect(full.limits).toEqual([expect.objectContaining({ kind: 'entries' })])
})
