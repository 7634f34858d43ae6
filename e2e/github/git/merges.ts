import { memoise } from './cache'
import { absent, isSha } from './refs'
import { GitFailed, runGit } from './run-git'

const rememberBase = memoise<string | undefined>(5_000)
const rememberAncestry = memoise<boolean>(5_000)
const rememberRange = memoise<readonly string[]>(1_000)
const rememberMerge = memoise<string | null>(1_000)

export interface Signature {
  name: string
  email: string
  date: Date
}

/** The best common ancestor of two commit ids; undefined for unrelated histories. */
export function mergeBase(directory: string, left: string, right: string): Promise<string | undefined> {
  return rememberBase(`${directory} ${left} ${right}`, async () => {
    const output = await runGit(directory, ['merge-base', ...shas(left, right)]).catch(absent)
    return output?.toString().trim().split('\n')[0]
  })
}

export function isAncestor(directory: string, ancestor: string, descendant: string): Promise<boolean> {
  return rememberAncestry(`${directory} ${ancestor} ${descendant}`, async () => {
    const output = await runGit(directory, ['merge-base', '--is-ancestor', ...shas(ancestor, descendant)]).catch(absent)
    return output !== undefined
  })
}

/** The ids of the commits that `to` has and `from` has not, newest first. */
export function commitsBetween(directory: string, from: string, to: string): Promise<readonly string[]> {
  return rememberRange(`${directory} ${from} ${to}`, async () => {
    const output = await runGit(directory, ['rev-list', '--topo-order', ...shas(to), `^${shas(from)[0]}`, '--'])
    return output.toString().split('\n').filter(Boolean)
  })
}

/** The tree that merging two commits gives; null when they conflict. */
export async function mergeTree(directory: string, base: string, head: string): Promise<string | undefined> {
  const tree = await rememberMerge(`${directory} ${base} ${head}`, async () => {
    try {
      const output = await runGit(directory, ['merge-tree', '--write-tree', '--no-messages', ...shas(base, head)])
      return output.toString().trim()
    } catch (error) {
      if (error instanceof GitFailed && error.exitCode === 1) return null
      throw error
    }
  })
  return tree ?? undefined
}

interface CommitRequest {
  tree: string
  parents: readonly string[]
  message: string
  author: Signature
  committer: Signature
}

/** Writes a commit that no branch holds yet, and returns its id. */
export async function writeCommit(directory: string, request: CommitRequest): Promise<string> {
  const { tree, parents, message, author, committer } = request
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date.toISOString(),
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date.toISOString(),
  }
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-']
  return (await runGit(directory, args, { env, input: message })).toString().trim()
}

/** Points a ref at a commit; throws when it does not stand where `before` says (undefined: it must be new). */
export async function moveRef(directory: string, ref: string, after: string, before?: string): Promise<void> {
  await runGit(directory, ['update-ref', ref, ...shas(after), before ?? '0'.repeat(40)])
}

/** Points a ref at a commit wherever it stood. */
export async function setRef(directory: string, ref: string, sha: string): Promise<void> {
  await runGit(directory, ['update-ref', ref, ...shas(sha)])
}

function shas(...all: string[]): string[] {
  const wrong = all.find((each) => !isSha(each))
  if (wrong !== undefined) throw new Error(`${wrong.slice(0, 60)} is not a commit id.`)
  return all
}

/** Copies the commits of another bare repository's branch, without a ref for them. */
export async function fetchBranch(directory: string, from: string, branch: string): Promise<void> {
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance']
  await runGit(directory, ['fetch', ...quiet, '--', from, `refs/heads/${branch}`])
}
