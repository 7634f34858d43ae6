import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { ListedEntry } from './object-formats'
import { listTree } from './objects'

export interface NewCommit {
  /** The tree to begin from; none for an empty one. */
  tree?: string
  parents: readonly string[]
  /** Whole new contents by path; null removes the file. */
  files: Record<string, string | Buffer | null>
  message: string
  author: { name: string; email: string }
  date: Date
}

/** Writes a commit with its trees and files as loose objects, without a process, and returns its id; moves no branch. */
export async function writeCommit(directory: string, commit: NewCommit): Promise<string> {
  const { parents, files, message, author, date } = commit
  const changes = new Map<string, string | null>()
  for (const [path, content] of Object.entries(files)) {
    const sha = content === null ? null : await writeObject(directory, 'blob', Buffer.from(content))
    changes.set(path, sha)
  }
  const tree = (await writeTree(directory, commit.tree, changes)) ?? (await writeObject(directory, 'tree', EMPTY))
  const person = `${clean(author.name)} <${clean(author.email)}> ${Math.floor(date.getTime() / 1000)} +0000`
  const lines = [`tree ${tree}`, ...parents.map((sha) => `parent ${sha}`), `author ${person}`, `committer ${person}`]
  return writeObject(directory, 'commit', Buffer.from(`${lines.join('\n')}\n\n${message.trimEnd()}\n`))
}

const EMPTY = Buffer.alloc(0)

/** A tree with changes by path; undefined when nothing is left in it. */
async function writeTree(
  directory: string,
  tree: string | undefined,
  changes: ReadonlyMap<string, string | null>,
): Promise<string | undefined> {
  const listed = tree ? await listTree(directory, tree) : []
  if (!listed) throw new Error(`There is no tree ${tree} in ${directory}.`)
  const entries = new Map(listed.map((entry) => [entry.name, entry]))
  const below = new Map<string, Map<string, string | null>>()
  for (const [path, sha] of changes) {
    const slash = path.indexOf('/')
    if (slash !== -1) {
      const name = path.slice(0, slash)
      below.set(name, (below.get(name) ?? new Map<string, string | null>()).set(path.slice(slash + 1), sha))
    } else if (sha === null) entries.delete(path)
    else entries.set(path, { name: path, mode: '100644', type: 'blob', sha })
  }
  for (const [name, inner] of below) {
    const known = entries.get(name)
    const sha = await writeTree(directory, known?.type === 'tree' ? known.sha : undefined, inner)
    if (sha) entries.set(name, { name, mode: '040000', type: 'tree', sha })
    else entries.delete(name)
  }
  return entries.size > 0 ? writeObject(directory, 'tree', formatTree([...entries.values()])) : undefined
}

function formatTree(entries: ListedEntry[]): Buffer {
  const sortable = entries.map((entry) => {
    const name = entry.rawName ?? Buffer.from(entry.name)
    return { entry, name, key: entry.type === 'tree' ? Buffer.concat([name, SLASH]) : name }
  })
  sortable.sort((left, right) => Buffer.compare(left.key, right.key))
  return Buffer.concat(
    sortable.flatMap(({ entry, name }) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} `),
      name,
      ZERO,
      Buffer.from(entry.sha, 'hex'),
    ]),
  )
}

const SLASH = Buffer.from('/')
const ZERO = Buffer.from([0])

async function writeObject(directory: string, type: 'blob' | 'tree' | 'commit', body: Buffer): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
  const sha = createHash('sha1').update(bytes).digest('hex')
  const folder = join(directory, 'objects', sha.slice(0, 2))
  const path = join(folder, sha.slice(2))
  await mkdir(folder, { recursive: true })
  // Under its own name only once it is whole, since git may be reading.
  const unfinished = `${path}.${process.pid}.${++written}`
  await writeFile(unfinished, await promisify(deflate)(bytes), { mode: 0o444 })
  await rename(unfinished, path)
  return sha
}

let written = 0

/** What would end a line or an address of git's. */
function clean(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, '').trim()
}
