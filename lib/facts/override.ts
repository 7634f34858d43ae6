import picomatch from 'picomatch'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { type Document, entriesAt, isTable, listAt, valueAt } from './document'
import type { FactInput } from './fact-input'
import type { Kind, OverrideFact } from './facts'
import { decodeText } from './text'
import { parseYaml } from './yaml'

export const OVERRIDE_FILE = '.airworthy.yml'
const KINDS: readonly Kind[] = ['web-service', 'worker', 'cli', 'library', 'notebook', 'scripts']
const KEYS = ['kind', 'exclude', 'exempt']
const MAX_ENTRIES = 100
const MAX_TEXT = 500

/** What the owner says in the project's `.airworthy.yml`; nothing of it is taken without being shown. */
export function readOverride({ snapshot, project }: FactInput): OverrideFact {
  return overrideAt(snapshot, project.path)
}

/** What the file in a folder says; `problems` name what was not understood and so not honoured. */
export function overrideAt(snapshot: RepoSnapshot, folder: string): OverrideFact {
  const path = folder === '' ? OVERRIDE_FILE : `${folder}/${OVERRIDE_FILE}`
  const file = snapshot.files.get(path)
  if (!file) return { path: null, kind: null, exclude: [], exempt: [], problems: [] }
  const text = file.content && decodeText(file.content)
  if (typeof text !== 'string') return unreadable(path, 'The file could not be read.')
  const document = parseYaml(text)
  const { error, value } = document
  if (error) return unreadable(path, `The file can't be parsed: ${error.message.slice(0, 200)}`, error.line)
  if (value !== null && !isTable(value)) return unreadable(path, 'The file must be a mapping: kind, exclude, exempt.')
  const problems: { path: string; line?: number; note: string }[] = []
  const problem = (at: readonly string[], note: string) => problems.push({ path, ...lined(document, at), note })
  for (const [key] of entriesAt(value))
    if (!KEYS.includes(key)) problem([key], `"${key.slice(0, 60)}" is no setting; there are ${KEYS.join(', ')}.`)
  return {
    path,
    kind: readKind(document, problem),
    exclude: readExclusions(document, problem),
    exempt: readExemptions(document, problem),
    problems,
  }
}

/** Whether a path, from the repository's root, is left out by the owner. */
export function exclusions(snapshot: RepoSnapshot): (path: string) => boolean {
  const matchers = [...snapshot.files.keys()]
    .filter((path) => path === OVERRIDE_FILE || path.endsWith(`/${OVERRIDE_FILE}`))
    .slice(0, MAX_ENTRIES)
    .map((path) => {
      const folder = path.slice(0, -OVERRIDE_FILE.length)
      const patterns = overrideAt(snapshot, folder.replace(/\/$/, '')).exclude.map(({ pattern }) => pattern)
      return { folder, match: patterns.length > 0 ? picomatch(patterns, { dot: true }) : null }
    })
  return (path) =>
    matchers.some(({ folder, match }) => match !== null && path.startsWith(folder) && match(path.slice(folder.length)))
}

type OnProblem = (at: readonly string[], note: string) => void

function readKind(document: Document, problem: OnProblem): OverrideFact['kind'] {
  const written = valueAt(document.value, 'kind')
  if (written === undefined || written === null) return null
  const kind = KINDS.find((each) => each === written)
  if (kind) return { kind, line: document.lineOf(['kind']) ?? 1 }
  problem(['kind'], `There is no such kind; there are ${KINDS.join(', ')}.`)
  return null
}

function readExclusions(document: Document, problem: OnProblem): OverrideFact['exclude'] {
  const written = valueAt(document.value, 'exclude')
  if (written === undefined || written === null) return []
  if (!Array.isArray(written)) problem(['exclude'], 'exclude takes a list of patterns, such as "legacy/**".')
  return listAt(document.value, 'exclude')
    .slice(0, MAX_ENTRIES)
    .flatMap((item, index) => {
      const pattern = typeof item === 'string' ? item.replace(/^\.?\//, '').replace(/\/$/, '/**') : ''
      if (!isPattern(pattern)) {
        problem(['exclude'], `Exclusion ${index + 1} is no path pattern; * and ** stand for anything.`)
        return []
      }
      return [{ pattern, line: document.lineOf(['exclude', String(index)]) ?? document.lineOf(['exclude']) ?? 1 }]
    })
}

/** Plain stars only, and few: a pattern is matched against every path of a hostile repository. */
function isPattern(pattern: string): boolean {
  const stars = pattern.match(/\*+/g)?.length ?? 0
  return pattern !== '' && pattern.length <= 200 && stars <= 4 && !/\.\.|[{}()[\]!+@?\\]/.test(pattern)
}

function readExemptions(document: Document, problem: OnProblem): OverrideFact['exempt'] {
  const written = valueAt(document.value, 'exempt')
  if (written === undefined || written === null) return []
  if (!isTable(written)) problem(['exempt'], 'exempt takes characteristics, each with the reason for it.')
  return entriesAt(document.value, 'exempt')
    .slice(0, MAX_ENTRIES)
    .flatMap(([id, reason]) => {
      if (typeof reason === 'string' && reason.trim().length >= 10)
        return [{ id, reason: reason.trim().slice(0, MAX_TEXT), line: document.lineOf(['exempt', id]) ?? 1 }]
      problem(['exempt', id], `An exemption needs a reason of at least 10 characters; "${id.slice(0, 60)}" has none.`)
      return []
    })
}

function unreadable(path: string, note: string, line?: number): OverrideFact {
  return { path, kind: null, exclude: [], exempt: [], problems: [{ path, ...(line ? { line } : {}), note }] }
}

function lined(document: Document, at: readonly string[]): { line?: number } {
  const line = document.lineOf(at)
  return line === undefined ? {} : { line }
}
