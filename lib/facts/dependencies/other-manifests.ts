import { type Data, type Document, entriesAt, isTable, listAt, textAt } from '../document'
import type { Dependency, DependencyScope } from '../facts'
import { parseToml } from '../toml'
import { parseYaml } from '../yaml'
import { poetrySpecifier } from './poetry-version'
import { type ManifestReading, scopeOf } from './reading'
import { isPinnedUrl, isPinnedVersion, normaliseName, parseRequirement } from './requirement'

export function readPipfile(path: string, text: string): ManifestReading {
  const document = parseToml(text)
  const manifest = { path, format: 'pipfile' as const, tool: 'pipenv', ...errorOf(document) }
  return {
    manifest,
    declared: [
      ...tableDependencies(path, document, ['packages'], 'runtime'),
      ...tableDependencies(path, document, ['dev-packages'], 'dev'),
    ],
  }
}

/** Reads pixi.toml, or `[tool.pixi]` tables when `prefix` says so. */
export function readPixi(path: string, document: Document, prefix: readonly string[] = []): ManifestReading {
  const tables: readonly { readonly at: readonly string[]; readonly scope: DependencyScope }[] = [
    { at: [...prefix, 'dependencies'], scope: 'runtime' },
    { at: [...prefix, 'pypi-dependencies'], scope: 'runtime' },
    ...entriesAt(document.value, ...prefix, 'feature').flatMap(([feature]) =>
      ['dependencies', 'pypi-dependencies'].map((key) => ({
        at: [...prefix, 'feature', feature, key],
        scope: scopeOf(feature) ?? ('optional' as const),
      })),
    ),
  ]
  return {
    manifest: { path, format: 'pixi', tool: 'pixi', ...errorOf(document) },
    declared: tables.flatMap(({ at, scope }) => tableDependencies(path, document, at, scope)),
  }
}

export function readCondaEnvironment(path: string, text: string): ManifestReading | null {
  const document = parseYaml(text)
  const items = listAt(document.value, 'dependencies')
  if (items.length === 0) return null
  const declared = items.flatMap((item, at) => {
    if (typeof item === 'string') return condaDependency(item, path, document.lineOf(['dependencies', at]) ?? 1)
    return listAt(item, 'pip').flatMap((entry, place) => {
      const requirement = typeof entry === 'string' ? parseRequirement(entry) : null
      const line = document.lineOf(['dependencies', at, 'pip', place]) ?? 1
      if (!requirement) return []
      const { name, specifier, pinned } = requirement
      return [{ name, specifier, pinned, scope: 'runtime' as const, path, line }]
    })
  })
  return { manifest: { path, format: 'conda', tool: 'conda', ...errorOf(document) }, declared }
}

function condaDependency(text: string, path: string, line: number): Dependency[] {
  const match = /^(?:[\w./-]+::)?([A-Za-z0-9_.-]+)\s*([=<>!~][^\s#]*)?/.exec(text.slice(0, 300))
  const name = match?.[1]
  if (!name || ['python', 'pip'].includes(name)) return []
  const specifier = match[2] ?? ''
  return [
    {
      name: normaliseName(name),
      specifier,
      pinned: /^={1,2}\d[^*<>,]*$/.test(specifier),
      scope: 'runtime',
      path,
      line,
    },
  ]
}

/** Reads the metadata block of a script (`# /// script`); null when there is none. */
export function readScriptMetadata(path: string, text: string): ManifestReading | null {
  const lines = text.slice(0, 20_000).split(/\r?\n/)
  const start = lines.findIndex((line) => /^# \/\/\/ script\s*$/.test(line))
  if (start < 0) return null
  const end = lines.findIndex((line, at) => at > start && /^# \/\/\/\s*$/.test(line))
  if (end < 0) return null
  const document = parseToml(
    lines
      .slice(start + 1, end)
      .map((line) => line.replace(/^# ?/, ''))
      .join('\n'),
  )
  const declared = listAt(document.value, 'dependencies').flatMap((item, at) => {
    const requirement = typeof item === 'string' ? parseRequirement(item) : null
    if (!requirement) return []
    const { name, specifier, pinned } = requirement
    const line = start + 1 + (document.lineOf(['dependencies', at]) ?? 0)
    return [{ name, specifier, pinned, scope: 'runtime' as const, path, line }]
  })
  return { manifest: { path, format: 'pep723', tool: null, ...errorOf(document) }, declared }
}

function tableDependencies(
  path: string,
  document: Document,
  at: readonly string[],
  scope: DependencyScope,
): Dependency[] {
  return entriesAt(document.value, ...at).flatMap(([name, constraint]) => {
    if (name === 'python') return []
    const specifier = constraintText(constraint)
    const pinned = isPinnedVersion(specifier) || isPinnedUrl(specifier)
    return [{ name: normaliseName(name), specifier, pinned, scope, path, line: document.lineOf([...at, name]) ?? 1 }]
  })
}

function constraintText(constraint: Data): string {
  if (isTable(constraint) && textAt(constraint, 'version') === '*') return ''
  return typeof constraint === 'string' && /^[=<>!~]/.test(constraint) ? constraint : poetrySpecifier(constraint)
}

function errorOf({ error }: Document): { error?: string } {
  if (!error) return {}
  return { error: error.line === undefined ? error.message : `line ${error.line}: ${error.message}` }
}
