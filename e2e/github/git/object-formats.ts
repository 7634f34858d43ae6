import type { Commit, Person } from './commit'

export interface ListedEntry {
  name: string
  /** The name as git has it, when that is no UTF-8. */
  rawName?: Buffer
  /** Six octal digits. */
  mode: string
  type: 'blob' | 'tree' | 'commit'
  sha: string
}

const SHA = /^[0-9a-f]{40}$/

/** A full id of an object. */
export function isSha(text: string): boolean {
  return SHA.test(text)
}

/** Reads what git stores for a commit: header lines, an empty line, the message. */
export function parseCommit(sha: string, body: Buffer): Commit {
  const text = body.toString()
  const end = text.indexOf('\n\n')
  const header = end === -1 ? text : text.slice(0, end)
  const commit: Commit = { sha, tree: '', parents: [], author: NOBODY, committer: NOBODY, message: '' }
  // Continued lines, such as those of a signature, begin with a space and match nothing here.
  for (const line of header.split('\n')) {
    const value = line.slice(line.indexOf(' ') + 1)
    if (line.startsWith('tree ')) commit.tree = value
    else if (line.startsWith('parent ')) commit.parents.push(value)
    else if (line.startsWith('author ')) commit.author = parsePerson(value)
    else if (line.startsWith('committer ')) commit.committer = parsePerson(value)
  }
  if (end !== -1) commit.message = text.slice(end + 2).trimEnd()
  return commit
}

/** Reads what git stores for a tree: mode, a space, the name, a zero byte and twenty bytes of id, again and again. */
export function parseTree(body: Buffer): ListedEntry[] {
  const entries: ListedEntry[] = []
  let position = 0
  while (position < body.length) {
    const space = body.indexOf(32, position)
    const zero = body.indexOf(0, space)
    if (space === -1 || zero === -1) break
    const mode = body.subarray(position, space).toString().padStart(6, '0')
    const bytes = body.subarray(space + 1, zero)
    const name = bytes.toString()
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'
    const entry: ListedEntry = { name, mode, type, sha: body.subarray(zero + 1, zero + 21).toString('hex') }
    if (name.includes('\uFFFD') && !Buffer.from(name).equals(bytes)) entry.rawName = Buffer.from(bytes)
    entries.push(entry)
    position = zero + 21
  }
  return entries
}

const NOBODY: Person = { name: '', email: '', date: '1970-01-01T00:00:00Z' }

function parsePerson(value: string): Person {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<([^>]*)> (-?\d+)/.exec(value) ?? []
  return { name, email, date: toIso(seconds) }
}

/** ISO time in UTC without fractions; the beginning of time for what is none. */
export function toIso(seconds: string): string {
  const date = new Date(Number(seconds) * 1000)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().replace('.000Z', 'Z')
}
