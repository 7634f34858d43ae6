import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { HONEST } from './honest'
import { NASTY_NAMES } from './nasty-text'

/** Writes files below a folder; its audit needs no further arguments. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return []
}

/** Folders that are attacks by what lies on the disk or in git's objects; each answers the arguments of its audit. */
export const FOLDERS: Readonly<Record<string, (root: string) => readonly string[]>> = {
  'links in circles, pipes and sparse files of 1 GB': (root) => {
    writeFiles(root, HONEST)
    symlinkSync('b', join(root, 'a'))
    symlinkSync('a', join(root, 'b'))
    symlinkSync('.', join(root, 'app', 'loop'))
    symlinkSync('../../../../../../../etc', join(root, 'etc'))
    symlinkSync('/dev/zero', join(root, 'app', 'zero.py'))
    symlinkSync('/etc/passwd', join(root, '.env'))
    execFileSync('mkfifo', [join(root, 'setup.py'), join(root, '.gitattributes'), join(root, 'app', 'pipe.py')])
    for (const path of ['app/model.bin', 'app/data.py', 'setup.cfg']) {
      writeFileSync(join(root, path), '')
      truncateSync(join(root, path), 1024 ** 3)
    }
    return []
  },
  'a pipe where git looks for its rules': (root) => {
    writeFiles(root, HONEST)
    git(root, 'init', '--quiet')
    execFileSync('mkfifo', [join(root, '.gitignore'), join(root, 'app', '.gitignore')])
    return []
  },
  'git settings that run and read': (root) => {
    writeFiles(root, HONEST)
    git(root, 'init', '--quiet')
    const ran = `touch ${join(root, 'ran')}`
    for (const [key, value] of [
      ['core.fsmonitor', ran],
      ['core.sshCommand', ran],
      ['core.pager', ran],
      ['core.editor', ran],
      ['core.alternateRefsCommand', ran],
      ['uploadpack.packObjectsHook', ran],
      ['diff.external', ran],
      ['filter.x.clean', ran],
      ['filter.x.process', ran],
      ['core.excludesFile', '/dev/zero'],
      ['core.attributesFile', '/dev/zero'],
      ['remote.origin.url', `ext::${ran}`],
      ['protocol.ext.allow', 'always'],
      ['protocol.file.allow', 'always'],
      ['remote.origin.promisor', 'true'],
      ['extensions.partialClone', 'origin'],
      ['core.repositoryFormatVersion', '1'],
    ] as const) {
      git(root, 'config', key, value)
    }
    writeFileSync(join(root, '.gitattributes'), '* filter=x\n')
    return []
  },
  'a partial clone whose missing object a command would bring': (root) => {
    writeFiles(root, HONEST)
    git(root, 'init', '--quiet')
    git(root, 'add', '.')
    const commit = commitOf(root, git(root, 'write-tree'))
    const blob = git(root, 'rev-parse', ':README.md')
    rmSync(join(root, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    for (const [key, value] of [
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', `ext::touch ${join(root, 'ran')}`],
      ['protocol.ext.allow', 'always'],
    ] as const) {
      git(root, 'config', key, value)
    }
    return ['--ref', commit]
  },
  'a commit of 1,000,000 entries': (root) => {
    git(root, 'init', '--quiet')
    const blob = git(root, ['hash-object', '-w', '--stdin'], 'x = 1\n')
    const folder = git(
      root,
      ['mktree'],
      Array.from({ length: 1000 }, (_, at) => `100644 blob ${blob}\tf${at}.py\n`).join(''),
    )
    const tree = git(
      root,
      ['mktree'],
      Array.from({ length: 1000 }, (_, at) => `040000 tree ${folder}\td${at}\n`).join(''),
    )
    return ['--ref', commitOf(root, tree)]
  },
  'a tree that holds itself ten times, 12 deep': (root) => {
    git(root, 'init', '--quiet')
    const blob = git(root, ['hash-object', '-w', '--stdin'], 'x = 1\n')
    let tree = git(root, ['mktree'], `100644 blob ${blob}\tx.py\n`)
    for (let level = 0; level < 12; level += 1) {
      tree = git(root, ['mktree'], Array.from({ length: 10 }, (_, at) => `040000 tree ${tree}\td${at}\n`).join(''))
    }
    return ['--ref', commitOf(root, tree)]
  },
  'a commit with names of control characters and of 4,000': (root) => {
    git(root, 'init', '--quiet')
    const blob = git(root, ['hash-object', '-w', '--stdin'], 'x = eval("1")\n')
    const names = [...NASTY_NAMES.map((name) => name.subarray(4)), Buffer.from(`${'n'.repeat(4000)}.py`)]
    const lines = names.flatMap((name) => [Buffer.from(`100644 blob ${blob}\t`), name, new Uint8Array(1)])
    const app = git(root, ['mktree', '-z'], Buffer.concat(lines))
    return ['--ref', commitOf(root, git(root, ['mktree'], `040000 tree ${app}\tapp\n`))]
  },
  'a commit with links of 100 MB': (root) => {
    git(root, 'init', '--quiet')
    const big = git(root, ['hash-object', '-w', '--stdin'], Buffer.alloc(100 * 1024 * 1024, 'a'))
    const blob = git(root, ['hash-object', '-w', '--stdin'], 'x = 1\n')
    const links = Array.from({ length: 50 }, (_, at) => `120000 blob ${big}\tl${at}\n`).join('')
    return ['--ref', commitOf(root, git(root, ['mktree'], `${links}100644 blob ${blob}\tx.py\n`))]
  },
  'a checkout of 200,000 files': (root) => {
    writeFiles(root, HONEST)
    git(root, 'init', '--quiet')
    for (let at = 0; at < 200; at += 1) {
      mkdirSync(join(root, `d${at}`))
      for (let each = 0; each < 1000; each += 1) writeFileSync(join(root, `d${at}`, `${each}.py`), '')
    }
    return []
  },
  '150,000 empty folders': (root) => {
    writeFiles(root, HONEST)
    for (let at = 0; at < 150; at += 1)
      for (let each = 0; each < 1000; each += 1) mkdirSync(join(root, `d${at}`, `${each}`), { recursive: true })
    return []
  },
  'names that the disk allows': (root) => {
    writeFiles(root, HONEST)
    for (const name of NASTY_NAMES) writeFileSync(Buffer.concat([Buffer.from(`${root}/`), name]), 'x = eval("1")\n')
    return []
  },
}

function commitOf(root: string, tree: string): string {
  return git(root, ['-c', 'user.name=x', '-c', 'user.email=x@x', 'commit-tree', tree, '-m', 'x'], '')
}

function git(root: string, ...args: readonly string[]): string
function git(root: string, args: readonly string[], input: string | Uint8Array): string
function git(root: string, first: string | readonly string[], ...rest: readonly (string | Uint8Array)[]): string {
  const isList = typeof first !== 'string'
  const args = isList ? first : [first, ...rest.map(String)]
  const input = isList ? rest[0] : undefined
  return execFileSync('git', ['-C', root, ...args], {
    ...(input === undefined ? {} : { input }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  }).trim()
}
