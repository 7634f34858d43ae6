import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { memoise } from './cache'
import { isSha } from './refs'
import { GitFailed, runGit, spawnGit } from './run-git'

export interface TreeEntry {
  path: string
  mode: string
  type: 'blob' | 'tree' | 'commit'
  sha: string
  /** Bytes of a blob. */
  size?: number
}

const rememberTree = memoise<TreeEntry[]>(500)

/** The entries of a tree id, in git's order; with folders and everything below them when recursive. */
export function readTree(directory: string, tree: string, recursive: boolean): Promise<TreeEntry[]> {
  return rememberTree(`${directory} ${tree} ${recursive}`, async () => {
    const args = ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree]
    const records = (await runGit(directory, args)).toString().split('\0').filter(Boolean)
    return records.map(parseEntry)
  })
}

/** The bytes of a blob id, or undefined when it is not the id of a blob here. */
export async function readBlob(directory: string, sha: string): Promise<Buffer | undefined> {
  if (!isSha(sha)) return undefined
  const output = await runGit(directory, ['cat-file', '--batch'], { input: `${sha}\n` })
  const end = output.indexOf(10)
  const [, type, size] = output.subarray(0, end).toString().split(' ')
  if (type !== 'blob') return undefined
  return output.subarray(end + 1, end + 1 + Number(size))
}

/** What lies at a path below a tree; the tree itself for the empty path. */
export async function readEntry(directory: string, tree: string, path: string): Promise<TreeEntry | undefined> {
  if (path === '') return { path, mode: '040000', type: 'tree', sha: tree }
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..') || path.includes('\0')) return
  const output = await runGit(directory, ['ls-tree', '-z', '-l', tree, '--', path])
  const record = output.toString().split('\0')[0]
  const entry = record ? parseEntry(record) : undefined
  return entry?.path === path ? entry : undefined
}

/** The compressed archive of a commit, as git itself writes it. */
export function streamArchive(directory: string, sha: string, prefix: string) {
  if (!isSha(sha)) throw new GitFailed(null, 'not a commit id')
  const child = spawnGit(directory, ['archive', '--format=tar.gz', `--prefix=${prefix}/`, sha])
  child.stdin.end()
  child.stderr.resume()
  child.on('error', (error) => child.stdout.destroy(error))
  child.on('exit', (code) => {
    if (code !== 0) child.stdout.destroy(new GitFailed(code, 'archive'))
  })
  child.stdout.on('close', () => child.kill())
  return child.stdout
}

/** What the repository takes on disk, in kilobytes, roughly: packs exactly, loose objects by their folders. */
export async function measureKilobytes(directory: string): Promise<number> {
  const objects = await readdir(join(directory, 'objects'))
  const packs = await readdir(join(directory, 'objects', 'pack')).catch(() => [])
  const sizes = await Promise.all(packs.map((name) => stat(join(directory, 'objects', 'pack', name))))
  const packed = sizes.reduce((sum, { size }) => sum + size, 0) / 1024
  return Math.ceil(packed + objects.filter((name) => name.length === 2).length * 4)
}

function parseEntry(record: string): TreeEntry {
  const tab = record.indexOf('\t')
  const [mode = '', type = '', sha = '', size = '-'] = record.slice(0, tab).split(/ +/)
  const path = record.slice(tab + 1)
  if (type === 'blob') return { path, mode, type, sha, size: Number(size) }
  return { path, mode, type: type === 'tree' ? 'tree' : 'commit', sha }
}
