import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { type DataPath, type Document, entriesAt, isTable, listAt, valueAt } from './document'
import type { FactInput } from './fact-input'
import type { Evidence, Kind, OverrideFact } from './facts'
import { pathPattern } from './path-pattern'
import { decodeText } from './text'
import { parseYaml } from './yaml'

const OVERRIDE_FILE = '.airworthy.yml'
const KINDS: readonly Kind[] = ['web-service', 'worker', 'cli', 'library', 'notebook', 'scripts']
const KEYS = ['kind', 'exclude', 'exempt']
const MAX_ENTRIES = 20
const MAX_PROBLEMS = 20

/** What the owner says in the project's `.airworthy.yml`; nothing of it is taken without being shown. */
export function readOverride({ snapshot, project }: FactInput): OverrideFact {
  return overrideAt(snapshot, project.path)
}

/** Whether a path, from the repository's root, is left out by an owner's file at the root or beside a project. */
export function exclusions(snapshot: RepoSnapshot, projects: readonly string[]): (path: string) => boolean {
  const rules = [...new Set(['', ...projects])].map((folder) => ({
    prefix: folder === '' ? '' : `${folder}/`,
    matches: excludedBy(overrideAt(snapshot, folder)),
  }))
  return (path) => rules.some(({ prefix, matches }) => path.startsWith(prefix) && matches(path.slice(prefix.length)))
}

/** Whether one file's patterns leave out a path below its folder. */
export function excludedBy({ exclude }: OverrideFact): (path: string) => boolean {
  const patterns = exclude.map(({ pattern }) => pathPattern(pattern))
  return (path) => patterns.some((matches) => matches(path))
}

/** What the file in a folder says; `problems` name what was not understood and so not honoured. */
function overrideAt(snapshot: RepoSnapshot, folder: string): OverrideFact {
  const path = folder === '' ? OVERRIDE_FILE : `${folder}/${OVERRIDE_FILE}`
  const file = snapshot.files.get(path)
  if (!file) return { path: null, kind: null, exclude: [], exempt: [], problems: [] }
  const text = file.content && decodeText(file.content)
  if (typeof text !== 'string') return unreadable(path, 'The file could not be read.')
  const document = parseYaml(text)
  const { error, value } = document
  if (error) return unreadable(path, `The file can't be parsed: ${error.message}`, error.line)
  if (value !== null && !isTable(value)) return unreadable(path, 'The file must be a mapping: kind, exclude, exempt.')
  const problems = new Problems(path, document)
  for (const [key] of entriesAt(value))
    if (!KEYS.includes(key)) problems.add([key], `"${key}" is no setting; there are ${KEYS.join(', ')}.`)
  return {
    path,
    kind: readKind(document, problems),
    exclude: readExclusions(document, problems),
    exempt: readExemptions(document, problems),
    problems: problems.all(),
  }
}

/** Finding a line costs a pass over the file, so only what is shown gets one. */
class Problems {
  private readonly found: Evidence[] = []
  private more = 0

  constructor(
    private readonly path: string,
    private readonly document: Document,
  ) {}

  add(at: DataPath, note: string): void {
    if (this.found.length >= MAX_PROBLEMS) {
      this.more += 1
      return
    }
    const line = this.document.lineOf(at)
    this.found.push({ path: this.path, ...(line === undefined ? {} : { line }), note })
  }

  all(): readonly Evidence[] {
    if (this.more === 0) return this.found
    return [...this.found, { path: this.path, note: `And ${this.more} more that were not understood.` }]
  }
}

function readKind(document: Document, problems: Problems): OverrideFact['kind'] {
  const written = valueAt(document.value, 'kind')
  if (written === undefined || written === null) return null
  const kind = KINDS.find((each) => each === written)
  if (kind) return { kind, line: document.lineOf(['kind']) ?? 1 }
  problems.add(['kind'], `There is no such kind; there are ${KINDS.join(', ')}.`)
  return null
}

function readExclusions(document: Document, problems: Problems): OverrideFact['exclude'] {
  const written = valueAt(document.value, 'exclude')
  if (written === undefined || written === null) return []
  if (!Array.isArray(written)) problems.add(['exclude'], 'exclude takes a list of patterns, such as "legacy/**".')
  const items = listAt(document.value, 'exclude')
  if (items.length > MAX_ENTRIES)
    problems.add(['exclude', MAX_ENTRIES], `Only the first ${MAX_ENTRIES} exclusions are taken.`)
  return items.slice(0, MAX_ENTRIES).flatMap((item, index) => {
    const pattern = typeof item === 'string' ? item.replace(/^\.?\//, '').replace(/\/$/, '/**') : ''
    if (isPattern(pattern)) return [{ pattern, line: document.lineOf(['exclude', index]) ?? 1 }]
    problems.add(['exclude', index], `Exclusion ${index + 1} is no path pattern; * and ** stand for anything.`)
    return []
  })
}

/** Plain stars only, and few. */
function isPattern(pattern: string): boolean {
  const stars = pattern.match(/\*+/g)?.length ?? 0
  return pattern !== '' && pattern.length <= 200 && stars <= 4 && !/\.\.|[{}()[\]!+@?\\]/.test(pattern)
}

function readExemptions(document: Document, problems: Problems): OverrideFact['exempt'] {
  const written = valueAt(document.value, 'exempt')
  if (written === undefined || written === null) return []
  if (!isTable(written)) problems.add(['exempt'], 'exempt takes characteristics, each with the reason for it.')
  const entries = entriesAt(document.value, 'exempt')
  return entries.flatMap(([id, reason], index) => {
    if (index < MAX_ENTRIES && typeof reason === 'string' && reason.trim().length >= 10)
      return [{ id, reason: reason.trim(), line: document.lineOf(['exempt', id]) ?? 1 }]
    problems.add(
      ['exempt', id],
      index < MAX_ENTRIES
        ? `An exemption needs a reason of at least 10 characters; "${id}" has none.`
        : `There are only ${MAX_ENTRIES} characteristics to exempt.`,
    )
    return []
  })
}

function unreadable(path: string, note: string, line?: number): OverrideFact {
  return { path, kind: null, exclude: [], exempt: [], problems: [{ path, ...(line ? { line } : {}), note }] }
}
