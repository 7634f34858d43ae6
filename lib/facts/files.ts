import ignore from 'ignore'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import type { FactInput } from './fact-input'
import type { FileEntry, FilesFact, NotebookEntry, Role } from './facts'
import { readNotebook } from './notebook'
import { exclusions } from './override'
import { LEAST_CODE, roleReader } from './roles'
import { decodeText } from './text'

/** What an owner can leave out; tests, vendored and generated code count for nothing anyway. */
const EXCLUDABLE: ReadonlySet<Role> = new Set(['application', 'tooling'])

export function readFiles({ snapshot, records, projects, repository }: FactInput): FilesFact {
  const roleOf = roleReader(snapshot, records)
  const isExcluded = exclusions(snapshot, projects)
  const found = [...snapshot.files.values()]
    .filter(({ kind }) => kind !== 'submodule')
    .map((file) => {
      const record = file.blob && file.path.endsWith('.py') ? records.get(file.blob) : undefined
      const cells = file.path.endsWith('.ipynb') && file.content ? readNotebook(file.content) : null
      const role = roleOf(file.path, record)
      const lines = cells ? countLines(cells) : (record?.codeLines ?? 0)
      return { file, cells, role, lines, excluded: EXCLUDABLE.has(role) && isExcluded(file.path) }
    })
  const refused = repository ? repository.facts.files.exclusionsRefused : leavesNothing(found)
  const all: FileEntry[] = []
  const notebooks: NotebookEntry[] = []
  const roles: Partial<Record<Role, { files: number; lines: number }>> = {}
  for (const { file, cells, role: own, lines, excluded } of found) {
    const role = excluded && !refused ? 'excluded' : own
    all.push({ path: file.path, role, size: file.size, executable: file.executable })
    if (file.path.endsWith('.py') || (role === 'excluded' && cells)) count(roles, role, lines)
    if (cells) notebooks.push({ path: file.path, role, codeCells: cells.length, codeLines: lines })
  }
  return {
    all,
    roles,
    notebooks,
    exclusionsRefused: refused,
    has: (path) => snapshot.files.has(path),
    text: textReader(snapshot),
    ignoredByGit: gitIgnore(snapshot),
  }
}

/** An owner who leaves out all there is would switch every question off. */
function leavesNothing(
  found: readonly { readonly role: Role; readonly lines: number; readonly excluded: boolean }[],
): boolean {
  const application = found.filter(({ role }) => role === 'application')
  const left = application.filter(({ excluded }) => !excluded).reduce((sum, { lines }) => sum + lines, 0)
  return left < LEAST_CODE && application.some(({ excluded, lines }) => excluded && lines > 0)
}

function count(roles: Partial<Record<Role, { files: number; lines: number }>>, role: Role, lines: number): void {
  const entry = roles[role] ?? { files: 0, lines: 0 }
  roles[role] = { files: entry.files + 1, lines: entry.lines + lines }
}

function countLines(cells: readonly string[]): number {
  return cells.flatMap((cell) => cell.split('\n')).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .length
}

/** Text of a file, or of what a symlink leads to inside the repository; null for what is binary, left out or not there. */
export function textReader(snapshot: RepoSnapshot): FilesFact['text'] {
  const cache = new Map<string, string | null>()
  return (path) => {
    const known = cache.get(path)
    if (known !== undefined) return known
    const file = resolveSymlink(snapshot, path)
    const text = file?.content ? decodeText(file.content) : null
    cache.set(path, text)
    return text
  }
}

/** Follows symlinks inside the repository, at most eight, never outside. */
function resolveSymlink(snapshot: RepoSnapshot, path: string): SnapshotFile | undefined {
  let current = path
  for (let hops = 0; hops < 8; hops++) {
    const file = snapshot.files.get(current)
    if (file?.kind !== 'symlink') return file
    const target = joinInside(current, file.target ?? '')
    if (target === null) return undefined
    current = target
  }
  return undefined
}

function joinInside(from: string, target: string): string | null {
  if (target.startsWith('/')) return null
  const parts = from.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** Most patterns with several wildcards, of which each multiplies what a path costs. */
const MOST_WILD = 50
const LONGEST_PATTERN = 300

/** Without patterns that take for ever on a long path: real ones hold a wildcard or two. */
function quickPatterns(text: string): string[] {
  let wild = 0
  return text.split(/\r?\n/).filter((line) => {
    const wildcards = line.match(/\*+/g)?.length ?? 0
    if (wildcards > 1) wild += 1
    return line.length <= LONGEST_PATTERN && wildcards <= 3 && (wildcards <= 1 || wild <= MOST_WILD)
  })
}

function gitIgnore(snapshot: RepoSnapshot): FilesFact['ignoredByGit'] {
  const rules = [...snapshot.files.values()]
    .filter((file) => (file.path === '.gitignore' || file.path.endsWith('/.gitignore')) && file.content)
    .slice(0, 200)
    .map((file) => ({
      folder: file.path.slice(0, -'.gitignore'.length),
      matcher: ignore({ allowRelativePaths: true }).add(
        quickPatterns((file.content && decodeText(file.content)?.slice(0, 65_536)) ?? ''),
      ),
    }))
  return (path) => {
    let ignored = false
    for (const { folder, matcher } of rules) {
      if (!path.startsWith(folder) || path === folder) continue
      const result = matcher.test(path.slice(folder.length))
      if (result.ignored) ignored = true
      else if (result.unignored) ignored = false
    }
    return ignored
  }
}
