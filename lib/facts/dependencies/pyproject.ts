import { type DataPath, type Document, entriesAt, isTable, textAt, textsAt, valueAt } from '../document'
import type { Dependency, DependencyScope } from '../facts'
import { poetrySpecifier } from './poetry-version'
import { type ManifestReading, scopeOf } from './reading'
import { isPinnedUrl, isPinnedVersion, normaliseName, parseRequirement } from './requirement'

/** Reads all tables of a pyproject.toml that declare dependencies: PEP 621, PEP 735, Poetry, PDM, uv, Hatch. */
export function readPyproject(path: string, document: Document): ManifestReading {
  const { value } = document
  const poetry = isTable(valueAt(value, 'tool', 'poetry'))
  const format = poetry && !isTable(valueAt(value, 'project')) ? ('poetry' as const) : ('pyproject' as const)
  if (document.error) {
    const { message, line } = document.error
    const error = line === undefined ? message : `line ${line}: ${message}`
    return { manifest: { path, format: 'pyproject', tool: null, error }, declared: [] }
  }
  const declared = [
    ...listed(path, document, ['project', 'dependencies'], 'runtime'),
    ...entriesAt(value, 'project', 'optional-dependencies').flatMap(([extra]) =>
      listed(path, document, ['project', 'optional-dependencies', extra], scopeOf(extra) ?? 'optional').map(onRequest),
    ),
    ...entriesAt(value, 'dependency-groups').flatMap(([group]) => {
      const members = listed(path, document, ['dependency-groups', group], groupScope(group))
      return isDefaultGroup(document, group) ? members : members.map(onRequest)
    }),
    ...listed(path, document, ['build-system', 'requires'], 'build'),
    ...listed(path, document, ['tool', 'uv', 'dev-dependencies'], 'dev'),
    ...entriesAt(value, 'tool', 'pdm', 'dev-dependencies').flatMap(([group]) =>
      listed(path, document, ['tool', 'pdm', 'dev-dependencies', group], scopeOf(group) ?? 'dev'),
    ),
    ...entriesAt(value, 'tool', 'hatch', 'envs').flatMap(([env]) =>
      ['dependencies', 'extra-dependencies'].flatMap((key) =>
        listed(path, document, ['tool', 'hatch', 'envs', env, key], scopeOf(env) ?? 'dev').map(onRequest),
      ),
    ),
    ...poetryDependencies(path, document),
  ]
  return {
    manifest: { path, format, tool: toolOf(document) },
    declared,
    package: packageOf(path, document),
    scripts: scriptsOf(path, document),
    buildBackend: backendOf(path, document),
    dynamic: textsAt(value, 'project', 'dynamic').includes('dependencies'),
  }
}

function listed(path: string, document: Document, at: DataPath, scope: DependencyScope): Dependency[] {
  const items = valueAt(document.value, ...at)
  if (!Array.isArray(items)) return []
  return items.flatMap((item, index) => {
    if (typeof item !== 'string') return []
    const requirement = parseRequirement(item)
    if (!requirement) return []
    const { name, pinned } = requirement
    const specifier = requirement.specifier || sourceOf(item, document)
    return [{ name, specifier, pinned, scope, path, line: document.lineOf([...at, index]) ?? 1 }]
  })
}

/** Where uv takes a dependency from that lies in the repository, which has no version to ask for. */
function sourceOf(requirement: string, { value }: Document): string {
  const written = /^[A-Za-z0-9._-]{1,128}/.exec(requirement)?.[0] ?? ''
  const [, source] =
    entriesAt(value, 'tool', 'uv', 'sources').find(([name]) => normaliseName(name) === normaliseName(written)) ?? []
  if (valueAt(source, 'workspace') === true) return 'from the workspace'
  return textAt(source, 'path') ?? ''
}

function onRequest(dependency: Dependency): Dependency {
  return { ...dependency, onRequest: true }
}

/** PDM installs all groups, uv those that it is told to or `dev`; old versions of Poetry know none of these. */
function isDefaultGroup(document: Document, group: string): boolean {
  const tool = toolOf(document)
  if (tool === 'pdm' || tool === 'poetry') return tool === 'pdm'
  const told = valueAt(document.value, 'tool', 'uv', 'default-groups')
  return told === undefined
    ? group === 'dev'
    : textsAt(document.value, 'tool', 'uv', 'default-groups').some((name) => name === 'all' || name === group)
}

function groupScope(group: string): DependencyScope {
  return /^(?:main|default|prod|production|runtime|app)$/i.test(group) ? 'runtime' : (scopeOf(group) ?? 'dev')
}

function poetryDependencies(path: string, document: Document): Dependency[] {
  const { value } = document
  const groups: readonly { readonly at: DataPath; readonly scope: DependencyScope; readonly optional: boolean }[] = [
    { at: ['tool', 'poetry', 'dependencies'], scope: 'runtime', optional: false },
    { at: ['tool', 'poetry', 'dev-dependencies'], scope: 'dev', optional: false },
    ...entriesAt(value, 'tool', 'poetry', 'group').map(([group, table]) => ({
      at: ['tool', 'poetry', 'group', group, 'dependencies'],
      scope: groupScope(group),
      optional: isTable(table) && table.optional === true,
    })),
  ]
  return groups.flatMap(({ at, scope, optional }) =>
    entriesAt(value, ...at).flatMap(([name, constraint]) => {
      if (name.toLowerCase() === 'python') return []
      const specifier = poetrySpecifier(constraint)
      const pinned = isPinnedVersion(specifier) || isPinnedUrl(specifier)
      const isExtra = isTable(constraint) && constraint.optional === true
      const own = isExtra ? ('optional' as const) : scope
      const line = document.lineOf([...at, name]) ?? 1
      const dependency = { name: normaliseName(name), specifier, pinned, scope: own, path, line }
      return [isExtra || optional ? onRequest(dependency) : dependency]
    }),
  )
}

function toolOf({ value }: Document): string | null {
  for (const tool of ['poetry', 'pdm', 'uv', 'hatch', 'pixi', 'rye', 'flit', 'setuptools']) {
    if (isTable(valueAt(value, 'tool', tool))) return tool
  }
  const backend = textAt(value, 'build-system', 'build-backend') ?? ''
  return /^(poetry|pdm|uv|hatch|flit|setuptools|maturin|mesonpy|scikit_build_core)/.exec(backend)?.[1] ?? null
}

function packageOf(path: string, document: Document): ManifestReading['package'] {
  for (const table of [['project'], ['tool', 'poetry']]) {
    const name = textAt(document.value, ...table, 'name')
    if (name === undefined) continue
    const requiresPython =
      textAt(document.value, ...table, 'requires-python') ??
      (table.length > 1 ? textAt(document.value, ...table, 'dependencies', 'python') : undefined) ??
      null
    return { name: normaliseName(name), path, line: document.lineOf([...table, 'name']) ?? 1, requiresPython }
  }
  return null
}

function scriptsOf(path: string, document: Document): NonNullable<ManifestReading['scripts']> {
  const tables = [
    ['project', 'scripts'],
    ['project', 'gui-scripts'],
    ['tool', 'poetry', 'scripts'],
  ]
  return tables.flatMap((table) =>
    entriesAt(document.value, ...table).flatMap(([name, target]) => {
      const callable = typeof target === 'string' ? target : textAt(target, 'callable')
      return callable ? [{ name, target: callable, path, line: document.lineOf([...table, name]) ?? 1 }] : []
    }),
  )
}

function backendOf(path: string, document: Document): ManifestReading['buildBackend'] {
  if (!isTable(valueAt(document.value, 'build-system'))) return null
  const name = textAt(document.value, 'build-system', 'build-backend') ?? 'setuptools.build_meta:__legacy__'
  if (document.value && textAt(document.value, 'tool', 'poetry', 'name') === undefined) {
    const named = textAt(document.value, 'project', 'name') !== undefined
    if (!named && name.startsWith('poetry')) return null
  }
  return { name, path, line: document.lineOf(['build-system']) ?? 1 }
}
