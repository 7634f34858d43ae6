import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { memoise } from './cache'
import { type ListedEntry, parseTree } from './object-formats'
import { readHead, readObject, storeOf } from './object-store'
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
const rememberListing = memoise<ListedEntry[] | undefined>(5000)

/** The entries of a tree id, in git's order; with folders and everything below them when recursive. */
export async function readTree(directory: string, tree: string, recursive: boolean): Promise<TreeEntry[]> {
  const store = await storeOf(directory, tree)
  return rememberTree(`${store} ${tree} ${recursive}`, async () => {
    const args = ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree]
    const records = (await runGit(store, args)).toString().split('\0').filter(Boolean)
    return records.map(parseEntry)
  })
}

/** The entries of one folder without their sizes; undefined when the id is not that of a tree here. */
export function listTree(directory: string, tree: string): Promise<ListedEntry[] | undefined> {
  return rememberListing(`${directory} ${tree}`, async () => {
    const object = await readObject(directory, tree)
    return object?.type === 'tree' ? parseTree(object.body) : undefined
  })
}

/** The bytes of a blob id, or undefined when it is not the id of a blob here. */
export async function readBlob(directory: string, sha: string): Promise<Buffer | undefined> {
  const object = await readObject(directory, sha)
  return object?.type === 'blob' ? object.body : undefined
}

/** What lies at a path below a tree, with its size; the tree itself for the empty path. */
export async function readEntry(directory: string, tree: string, path: string): Promise<TreeEntry | undefined> {
  const found = await findEntry(directory, tree, path)
  if (found?.type !== 'blob') return found
  return { ...found, size: (await readHead(directory, found.sha))?.size ?? 0 }
}

/** The same without the size, which is one more question to git. */
export async function findEntry(directory: string, tree: string, path: string): Promise<TreeEntry | undefined> {
  let found: TreeEntry = { path, mode: '040000', type: 'tree', sha: tree }
  for (const name of path === '' ? [] : path.split('/')) {
    const entries = found.type === 'tree' ? await listTree(directory, found.sha) : undefined
    const entry = entries?.find((each) => each.name === name)
    if (!entry) return undefined
    found = { path, mode: entry.mode, type: entry.type, sha: entry.sha }
  }
  return found
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
