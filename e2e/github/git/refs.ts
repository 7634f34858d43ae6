import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSha, parseCommit } from './object-formats'
import { readHead, readObject } from './object-store'
import { GitFailed, runGit } from './run-git'

export { isSha }

/** Names that git could read as something else than a branch, a tag or a commit id are refused. */
export function isPlainRef(ref: string): boolean {
  if (ref.length === 0 || ref.length > 250 || ref.startsWith('-') || ref.startsWith('/')) return false
  return !/[\p{Cc} ~^:?*[\\]/u.test(ref) && !ref.includes('..') && !ref.includes('@{')
}

/** Reads a branch from disk, without a process: listings ask this for every repository. */
export async function readBranch(directory: string, branch: string): Promise<string | undefined> {
  if (!isPlainRef(branch)) return undefined
  const loose = await readText(join(directory, 'refs', 'heads', ...branch.split('/')))
  const sha = loose?.trim()
  if (sha && isSha(sha)) return sha
  const packed = await readText(join(directory, 'packed-refs'))
  const line = packed?.split('\n').find((line) => line.slice(41) === `refs/heads/${branch}`)
  return line?.slice(0, 40)
}

export async function listBranches(directory: string): Promise<{ name: string; sha: string }[]> {
  const format = '--format=%(objectname) %(refname:lstrip=2)'
  const output = await runGit(directory, ['for-each-ref', format, 'refs/heads'])
  const lines = output.toString().split('\n').filter(Boolean)
  return lines.map((line) => ({ sha: line.slice(0, 40), name: line.slice(41) }))
}

/** Where every branch and tag points, by its full name. */
export async function listRefs(directory: string): Promise<Map<string, string>> {
  const output = await runGit(directory, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ])
  const lines = output.toString().split('\n').filter(Boolean)
  return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]))
}

/** The commit a branch, tag, or full or shortened commit id stands for. */
export async function resolveCommit(directory: string, ref: string): Promise<string | undefined> {
  const known = await readPlainRef(directory, ref)
  if (known && (await readHead(directory, known))?.type === 'commit') return known
  return resolve(directory, ref, 'commit')
}

/** The tree of a tree id, commit id, branch or tag. */
export async function resolveTree(directory: string, ref: string): Promise<string | undefined> {
  const known = await readPlainRef(directory, ref)
  const object = known ? await readObject(directory, known) : undefined
  if (known && object?.type === 'tree') return known
  if (known && object?.type === 'commit') return parseCommit(known, object.body).tree
  return resolve(directory, ref, 'tree')
}

/** Branches, `HEAD` and full ids, without a process. */
async function readPlainRef(directory: string, ref: string): Promise<string | undefined> {
  if (isSha(ref)) return ref
  if (ref !== 'HEAD') return readBranch(directory, ref)
  const head = (await readText(join(directory, 'HEAD')))?.trim() ?? ''
  return isSha(head) ? head : readBranch(directory, head.replace('ref: refs/heads/', ''))
}

async function resolve(directory: string, ref: string, type: 'commit' | 'tree'): Promise<string | undefined> {
  if (!isPlainRef(ref)) return undefined
  for (const candidate of ref === 'HEAD' || isSha(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`, ref]) {
    const spec = `${candidate}^{${type}}`
    const found = await runGit(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', spec]).catch(absent)
    const sha = found?.toString().trim()
    if (sha && isSha(sha)) return sha
  }
  return undefined
}

/** For questions whose answer may be no: git's refusal becomes undefined, other errors stay errors. */
export function absent(error: unknown): undefined {
  if (error instanceof GitFailed && error.exitCode !== null) return undefined
  throw error
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw error
  }
}
