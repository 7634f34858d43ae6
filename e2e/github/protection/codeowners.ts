import { readBlob, readEntry } from '../git/objects'
import { resolveTree } from '../git/refs'
import type { Host, Repository } from '../host'
import { Permission } from '../organisation'
import { permissionOn } from '../visibility'

/** Where GitHub looks, in this order. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']
const LARGEST_FILE = 3 * 1024 * 1024

export interface CodeownersError {
  line: number
  column: number
  kind: string
  source: string
  suggestion: string | null
  message: string
  path: string
}

/** What GitHub finds wrong with a repository's CODEOWNERS; undefined when there is no such file. */
export async function codeownersErrors(
  host: Host,
  repository: Repository,
  ref = repository.about.defaultBranch,
): Promise<CodeownersError[] | undefined> {
  const { directory } = repository
  const tree = await resolveTree(directory, ref)
  if (!tree) return undefined
  for (const path of PLACES) {
    const entry = await readEntry(directory, tree, path)
    const bytes = entry?.type === 'blob' ? await readBlob(directory, entry.sha) : undefined
    // GitHub reads no file beyond this size.
    if (bytes && bytes.length > LARGEST_FILE) return undefined
    if (bytes) return findErrors(host, repository, path, bytes.toString())
  }
  return undefined
}

function findErrors(host: Host, repository: Repository, path: string, content: string): CodeownersError[] {
  return content.split('\n').flatMap((text, index) => {
    const line = index + 1
    const source = text.replace(/\r$/, '')
    // A backslash keeps a space in a pattern; a comment ends the line.
    const words = [...source.replace(/(^|\s)#.*$/, '').matchAll(/(?:\\.|\S)+/g)]
    const [pattern, ...owners] = words
    if (!pattern) return []
    const at = (column: number, kind: string, reason: string, suggestion: string | null): CodeownersError => {
      const pointer = `  ${source}\n  ${' '.repeat(column - 1)}^`
      const message = `${kind} on line ${line}: ${reason}\n\n${pointer}`
      return { line, column, kind, source, suggestion, message, path }
    }
    if (pattern[0].startsWith('!') || /[[\]]/.test(pattern[0])) {
      return [at(pattern.index + 1, 'Invalid pattern', 'this kind of pattern is not supported', null)]
    }
    return owners.flatMap((owner) => {
      const problem = problemOf(host, repository, owner[0])
      return problem ? [at(owner.index + 1, problem.kind, problem.reason, problem.suggestion)] : []
    })
  })
}

function problemOf(host: Host, repository: Repository, owner: string) {
  if (/^[^@\s]+@[^@\s]+$/.test(owner)) {
    const suggestion = `make sure ${owner} belongs to an account with write access to the repository`
    return host.findUserByEmail(owner) ? undefined : { kind: 'Unknown owner', reason: suggestion, suggestion }
  }
  const [, login, team] = /^@([A-Za-z0-9-]+)(?:\/([A-Za-z0-9._-]+))?$/.exec(owner) ?? []
  if (!login)
    return { kind: 'Invalid owner', reason: 'an owner is @name, @organisation/team or e-mail', suggestion: null }
  if (team ? teamWrites(repository, login, team) : writes(host, repository, login)) return undefined
  const what = team ? `the team ${owner} exists, is publicly visible, and` : `${owner} exists and`
  const suggestion = `make sure ${what} has write access to the repository`
  return { kind: 'Unknown owner', reason: suggestion, suggestion }
}

function writes(host: Host, repository: Repository, login: string): boolean {
  const user = host.findUser(login)
  // What an App may do says nothing of what the owner may.
  return user !== undefined && mayWrite(permissionOn(repository.organisation, repository.about, user.login))
}

function teamWrites({ organisation, about }: Repository, login: string, slug: string): boolean {
  if (organisation.login.toLowerCase() !== login.toLowerCase()) return false
  const team = organisation.teams.find((each) => each.slug === slug.toLowerCase() && !each.secret)
  return mayWrite(team?.repositories.find(({ name }) => name === about.name)?.permission)
}

function mayWrite(permission: Permission | undefined): boolean {
  return permission !== undefined && Permission.options.indexOf(permission) >= Permission.options.indexOf('push')
}
