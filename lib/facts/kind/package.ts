import type { Evidence, Kind } from '../facts'
import { inFolder } from '../paths'
import { findPublishing } from './publishing'
import { commandLineSigns, isCollection, type KindFacts, shownImports } from './signals'
import { mainConsoleScript } from './web'

export interface PackageVerdict {
  readonly kind: Kind
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/** A command-line tool or a library: what its README shows, what its command is called, what it is made of. */
export function judgePackage(facts: KindFacts): PackageVerdict | null {
  const { dependencies, python, files } = facts
  if (isCollection(facts)) return null
  const importable =
    python.application.some(({ path }) => path.endsWith('__init__.py')) || dependencies.buildBackend !== null
  const script = mainConsoleScript(facts)
  const signs = commandLineSigns(python.application)
  const scriptEvidence = dependencies.scripts.map(({ name, path, line }) => ({
    path,
    line,
    note: `Console script ${name}.`,
  }))
  if (script !== null) {
    const library = libraryPoints(facts)
    const tool = toolPoints(facts, script)
    if (library >= tool && library > 0) {
      const evidence = [...packageEvidence(facts), ...findPublishing(facts), ...scriptEvidence].slice(0, 6)
      return {
        kind: 'library',
        reason: `It is a package that others import; its command ${script} is a side door.`,
        evidence,
      }
    }
    return {
      kind: 'cli',
      reason: `Its console script ${script} is how it is used.`,
      evidence: [...scriptEvidence, ...signs.map(({ evidence }) => evidence)].slice(0, 6),
    }
  }
  const packaged =
    (dependencies.package !== null && dependencies.buildBackend !== null) ||
    files.has(inFolder(facts.project.path, 'setup.py'))
  const publishing = findPublishing(facts)
  const runnable = files.all.find(({ path, role }) => /(?:^|\/)__main__\.py$/.test(path) && role === 'application')
  if (packaged && importable && (publishing.length > 0 || !hasEntry(facts))) {
    return {
      kind: 'library',
      reason: 'It is packaged for others to import and starts no service.',
      evidence: [...packageEvidence(facts), ...publishing].slice(0, 6),
    }
  }
  if (runnable && signs.length > 0) {
    return {
      kind: 'cli',
      reason: `${runnable.path} makes it a command.`,
      evidence: [{ path: runnable.path, note: 'Run by python -m.' }, ...signs.map(({ evidence }) => evidence)].slice(
        0,
        6,
      ),
    }
  }
  return packaged && importable && signs.length === 0
    ? {
        kind: 'library',
        reason: 'It is packaged for others to import and starts no service.',
        evidence: packageEvidence(facts),
      }
    : null
}

function hasEntry({ python }: KindFacts): boolean {
  return python.application.some(({ record, path }) => record.mainGuard !== null || path.endsWith('__main__.py'))
}

function packageEvidence({ dependencies }: KindFacts): Evidence[] {
  const found: Evidence[] = []
  if (dependencies.package)
    found.push({
      path: dependencies.package.path,
      line: dependencies.package.line,
      note: `Package ${dependencies.package.name}.`,
    })
  if (dependencies.buildBackend)
    found.push({
      path: dependencies.buildBackend.path,
      line: dependencies.buildBackend.line,
      note: `Built by ${dependencies.buildBackend.name}.`,
    })
  return found
}

const LIBRARY_CLASSIFIER = /Topic :: Software Development :: Libraries|Framework ::/
const TOOL_CLASSIFIER = /Environment :: Console|Topic :: Utilities/

/** One long block shows as much as several short ones. */
const LINES_OF_A_BLOCK = 12

function libraryPoints(facts: KindFacts): number {
  const imports = shownImports(facts)
  const lines = imports.reduce((sum, { text }) => sum + text.split('\n').length, 0)
  const shown = Math.min(Math.max(imports.length, Math.floor(lines / LINES_OF_A_BLOCK)), 3)
  const typed = facts.files.all.some(({ path }) => path.endsWith('/py.typed')) ? 1 : 0
  return shown * 3 + typed + (metadata(facts, LIBRARY_CLASSIFIER) ? 2 : 0)
}

function toolPoints(facts: KindFacts, script: string): number {
  const { launch, python, dependencies } = facts
  const uses = launch.commands.filter(({ source, words }) => source === 'readme' && words.includes(script))
  const own = dependencies.package !== null && normalise(dependencies.package.name) === normalise(script)
  const parsers = commandLineSigns(python.application).length > 0 ? 1 : 0
  return Math.min(uses.length, 3) * 2 + (own ? 2 : 0) + parsers + (metadata(facts, TOOL_CLASSIFIER) ? 2 : 0)
}

function metadata({ files, project }: KindFacts, pattern: RegExp): boolean {
  return ['pyproject.toml', 'setup.cfg', 'setup.py'].some((name) =>
    pattern.test(files.text(inFolder(project.path, name))?.slice(0, 100_000) ?? ''),
  )
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
