import type { ImportRecord, LeftOutCell, SuppressionRecord } from '@/lib/python/record'
import type { FactInput } from './fact-input'
import type { PythonFact, PythonModule } from './facts'
import { type ModuleIndex, moduleIndex } from './module-names'
import { recordKey } from './python-sources'
import { findUnreachable } from './reachability'
import { Siblings } from './siblings'
import { STANDARD_LIBRARY } from './standard-library'

const PARSE_FAILURES = {
  python2: 'Python 2 syntax',
  syntax: 'not valid Python',
  encoding: 'its encoding could not be read',
  template: 'a template, not Python',
  'too-large': 'larger than 2 MiB',
  costly: 'so built that parsing it takes too much',
  timeout: 'took too long to parse',
  crash: 'the parser failed on it',
  unread: 'not read, because the parser failed on too many other modules',
} as const

export function readPython({ snapshot, records, facts, project, repository }: FactInput): PythonFact {
  const index = moduleIndex([...snapshot.files.keys()].filter((path) => path.endsWith('.py')))
  const all: PythonModule[] = []
  for (const { path, role } of facts.files.all) {
    const blob = snapshot.files.get(path)?.blob
    const record = blob && /\.pyw?$/.test(path) ? records.get(blob) : undefined
    if (!record) continue
    const imports = record.imports.flatMap((statement) => index.targets(statement, path))
    all.push({
      path,
      name: index.nameOf(path),
      role,
      record,
      imports: [...new Set(imports)].filter((target) => target !== path),
    })
  }
  const application = all.filter((module) => module.role === 'application')
  const notebooks = notebookModules({ snapshot, records, facts })
  const notebookLines = sumLines(notebooks)
  const parsed = application.filter((module) => module.record.parse.ok)
  const dominated = notebookLines > sumLines(parsed)
  const unreachable = findUnreachable(parsed, all, facts, index.resolve)
  const dead = new Set(unreachable.map((module) => module.path))
  const reachable = [...parsed.filter((module) => !dead.has(module.path)), ...(dominated ? notebooks : [])]
  const broken = [
    ...application.filter(({ record }) => !record.parse.ok),
    ...(dominated ? notebookRecords({ snapshot, records, facts }).filter(isBrokenNotebook) : []),
  ]
  const cut = dominated ? notebooks.filter(({ record }) => record.leftOut) : []
  const cutLines = cut.flatMap(({ record }) => record.leftOut ?? []).reduce((sum, { lines }) => sum + lines, 0)
  const unparsedLines = sumAll(broken) + cutLines
  const parsedLines = sumAll([...parsed, ...(dominated ? notebooks : [])]) - cutLines
  const siblings = repository && new Siblings(project.path, repository)
  return {
    modules: all,
    application: reachable,
    tests: all.filter((module) => module.role === 'test' && module.record.parse.ok),
    shared: siblings?.reachedFrom(reachable) ?? [],
    unreachable,
    lines: sumLines(parsed) + (dominated ? notebookLines : 0),
    unparsed: [
      ...broken.flatMap(({ path, record }) =>
        record.parse.ok ? [] : [{ path, reason: PARSE_FAILURES[record.parse.reason] }],
      ),
      ...cut.map(({ path, record }) => ({ path, reason: reasonOfCells(record.leftOut ?? []) })),
    ],
    unparsedShare: unparsedLines === 0 ? 0 : unparsedLines / (unparsedLines + parsedLines),
    resolve: index.resolve,
    thirdParty: thirdPartyImports(
      reachable,
      moduleIndex(application.map((module) => module.path)).isLocal,
      optionalModules(application, index.targets),
      (statement) => siblings?.holds(statement) ?? false,
    ),
  }
}

function notebookModules({
  snapshot,
  records,
  facts,
}: Pick<FactInput, 'snapshot' | 'records' | 'facts'>): PythonModule[] {
  return readNotebooks({ snapshot, records, facts })
    .filter(({ role }) => role === 'application' || role === 'docs')
    .map((notebook) => ({ ...notebook, role: 'application' as const }))
}

/** Notebooks as modules of their code cells, each in its own role. */
export function readNotebooks(input: Pick<FactInput, 'snapshot' | 'records' | 'facts'>): PythonModule[] {
  return notebookRecords(input).filter(({ record }) => record.parse.ok)
}

function notebookRecords({
  snapshot,
  records,
  facts,
}: Pick<FactInput, 'snapshot' | 'records' | 'facts'>): PythonModule[] {
  return facts.files.notebooks.flatMap(({ path, role }) => {
    const file = snapshot.files.get(path)
    const record = file && records.get(recordKey(file))
    return record ? [{ path, name: path, role, record, imports: [] }] : []
  })
}

/** `2 of its cells only: Python 2 syntax (line 12 of its code cells)`. */
function reasonOfCells(cells: readonly LeftOutCell[]): string {
  const [first] = cells
  if (!first) return ''
  const count = cells.length === 1 ? 'one of its cells only' : `${cells.length} of its cells only`
  return `${count}: ${PARSE_FAILURES[first.reason]}, line ${first.line} of its code cells`
}

function isBrokenNotebook({ role, record }: PythonModule): boolean {
  return !record.parse.ok && (role === 'application' || role === 'docs')
}

/** Modules that others import only where they can do without: what these import is optional too. */
function optionalModules(modules: readonly PythonModule[], targets: ModuleIndex['targets']): ReadonlySet<string> {
  const optional = new Set<string>()
  const needed = new Set<string>()
  for (const { path, record } of modules) {
    for (const statement of record.imports) {
      const places = statement.optional ? optional : needed
      for (const target of targets(statement, path)) if (target !== path) places.add(target)
    }
  }
  return new Set([...optional].filter((path) => !needed.has(path)))
}

function thirdPartyImports(
  modules: readonly PythonModule[],
  isLocal: (name: string, from: string) => boolean,
  optionals: ReadonlySet<string>,
  isOfSibling: (statement: ImportRecord) => boolean,
): PythonFact['thirdParty'] {
  const found = new Map<string, { path: string; line: number; optional: boolean }[]>()
  for (const { path, record } of modules) {
    const unresolved = new Set(record.suppressions.filter(isUnresolved).map(({ line }) => line))
    for (const statement of record.imports) {
      const { module, level, line, optional, typeChecking } = statement
      const top = module.split('.')[0] ?? ''
      if (level > 0 || top === '' || STANDARD_LIBRARY.has(top) || top === '__future__' || isLocal(top, path)) continue
      if (isOfSibling(statement)) continue
      const places = found.get(top) ?? []
      places.push({ path, line, optional: optional || typeChecking || unresolved.has(line) || optionals.has(path) })
      found.set(top, places)
    }
  }
  return found
}

/** Its author tells the type checker that the module need not be installed. */
function isUnresolved({ codes }: SuppressionRecord): boolean {
  return codes.some((code) => /^(?:import-not-found|unresolved-import|reportMissingImports|missing-import)$/.test(code))
}

function sumAll(modules: readonly PythonModule[]): number {
  return modules.reduce((sum, { record }) => sum + record.lines, 0)
}

function sumLines(modules: readonly PythonModule[]): number {
  return modules.reduce((sum, module) => sum + module.record.codeLines, 0)
}
