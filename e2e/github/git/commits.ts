import { memoise } from './cache'
import type { Commit } from './commit'
import { parseCommit, toIso } from './object-formats'
import { readObject, storeOf } from './object-store'
import { absent, isSha } from './refs'
import { runGit } from './run-git'

export interface ChangedFile {
  path: string
  status: 'added' | 'modified' | 'removed'
  blob: string
  additions: number
  deletions: number
}

export interface HistoryFilter {
  since?: string
  until?: string
  path?: string
}

const FORMAT = '--format=%H%n%T%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B'
const rememberCommit = memoise<Commit | undefined>(20_000)
const rememberHistory = memoise<Commit[]>(500)
const rememberChanges = memoise<ChangedFile[]>(500)

/** The commit with this full id, or undefined when the repository has none. */
export function readCommit(directory: string, sha: string): Promise<Commit | undefined> {
  if (!isSha(sha)) return Promise.resolve(undefined)
  return rememberCommit(`${directory} ${sha}`, async () => {
    const object = await readObject(directory, sha)
    return object?.type === 'commit' ? parseCommit(sha, object.body) : undefined
  })
}

/** The commits reachable from a full commit id, newest first. */
export async function readHistory(directory: string, sha: string, filter: HistoryFilter = {}): Promise<Commit[]> {
  const { path, since, until } = filter
  const all = await readWholeHistory(directory, sha, path ?? '')
  const from = since ? Date.parse(since) : Number.NEGATIVE_INFINITY
  const to = until ? Date.parse(until) : Number.POSITIVE_INFINITY
  return all.filter(({ committer }) => {
    const time = Date.parse(committer.date)
    return time >= from && time <= to
  })
}

/** Repositories that borrow from a shared one have most of their history in common, so it is read there, once. */
async function readWholeHistory(directory: string, sha: string, path: string): Promise<Commit[]> {
  const store = await storeOf(directory, sha)
  const commit = path === '' ? await readCommit(directory, sha) : undefined
  const parent = commit?.parents.length === 1 ? commit.parents[0] : undefined
  if (commit && parent && (await storeOf(directory, parent)) !== store) {
    return [commit, ...(await readWholeHistory(directory, parent, path))]
  }
  return rememberHistory(`${store} ${sha} ${path}`, async () =>
    parseLog(await runGit(store, ['log', '-z', FORMAT, sha, '--', ...(path ? [path] : [])])),
  )
}

/** The commits that one end of a push has and the other has not, oldest first, at most `limit`. */
export async function readNewCommits(
  directory: string,
  { from, to, limit }: { from?: string; to: string; limit: number },
): Promise<Commit[]> {
  const exclude = from ? [`^${from}`] : []
  return parseLog(await runGit(directory, ['log', '-z', '-n', String(limit), FORMAT, to, ...exclude, '--'])).reverse()
}

/** Whether a branch that moved from one commit to another only went forward. */
export async function isAncestor(directory: string, older: string, newer: string): Promise<boolean> {
  const found = await runGit(directory, ['merge-base', '--is-ancestor', older, newer]).catch(absent)
  return found !== undefined
}

/** What a commit changed against its first parent. */
export function readChanges(directory: string, sha: string): Promise<ChangedFile[]> {
  return rememberChanges(`${directory} ${sha}`, async () => {
    const parents = (await readCommit(directory, sha))?.parents ?? []
    const sides = parents[0] ? [parents[0], sha] : ['--root', sha]
    const args = ['diff-tree', '-r', '-z', '--no-commit-id', '--no-renames', '--raw', '--numstat', '--no-abbrev']
    return parseChanges(await runGit(directory, [...args, ...sides]))
  })
}

function parseLog(output: Buffer): Commit[] {
  return output
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((record) => {
      const [sha = '', tree = '', parents = '', ...lines] = record.split('\n')
      const [authorName = '', authorEmail = '', authored = '', committerName = '', committerEmail = ''] = lines
      return {
        sha,
        tree,
        parents: parents.split(' ').filter(Boolean),
        author: { name: authorName, email: authorEmail, date: toIso(authored) },
        committer: { name: committerName, email: committerEmail, date: toIso(lines[5] ?? '') },
        message: lines.slice(6).join('\n').trimEnd(),
      }
    })
}

function parseChanges(output: Buffer): ChangedFile[] {
  const fields = output.toString().split('\0').filter(Boolean)
  const files = new Map<string, ChangedFile>()
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? ''
    if (field.startsWith(':')) {
      const [, , before = '', after = '', letter = 'M'] = field.split(' ')
      const path = fields[++index] ?? ''
      const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified'
      files.set(path, { path, status, blob: status === 'removed' ? before : after, additions: 0, deletions: 0 })
      continue
    }
    const [additions = '', deletions = '', ...path] = field.split('\t')
    const file = files.get(path.join('\t'))
    if (!file) continue
    file.additions = Number.parseInt(additions, 10) || 0
    file.deletions = Number.parseInt(deletions, 10) || 0
  }
  return [...files.values()]
}
