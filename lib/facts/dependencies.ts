import { containerInstalls, toxDependencies } from './dependencies/installs'
import { readTomlLock, readYamlLock } from './dependencies/lock-others'
import { readPipfileLock } from './dependencies/lock-pipfile'
import { readPoetryLock } from './dependencies/lock-poetry'
import type { LockInput, LockReading } from './dependencies/lock-reading'
import { compiledFormat, readCompiledRequirements } from './dependencies/lock-requirements'
import { readUvLock } from './dependencies/lock-uv'
import { readManifests } from './dependencies/manifests'
import type { ManifestReading } from './dependencies/reading'
import { normaliseName } from './dependencies/requirement'
import { findUndeclared } from './dependencies/undeclared'
import type { FactInput } from './fact-input'
import type { DependenciesFact, FileEntry, PythonFact, Role } from './facts'
import { baseName, folderOf } from './paths'
import { foldersAround } from './project-folders'

const ELSEWHERE: ReadonlySet<Role> = new Set([
  'test',
  'docs',
  'fixture',
  'vendored',
  'excluded',
  'template',
  'generated',
])
const MAX_FILES = 400

/** Manifests, locks and what is imported without being declared, of the project and its folders. */
export function readDependencies(input: FactInput): DependenciesFact {
  const { files, python } = input.facts
  const candidates = files.all.filter(({ path, role }) => belongs(path, role, input.project.path)).slice(0, 50_000)
  const readings = readManifests(candidates, files, python).slice(0, MAX_FILES)
  const locks = readLocks(candidates, { files, manifests: readings }).slice(0, MAX_FILES)
  const own = scopedTo(input.project.path, readings, locks)
  const declared = [
    ...own.readings.flatMap((reading) => reading.declared),
    ...containerInstalls(files),
    ...toxDependencies(files),
  ]
  const names = new Set([...declared, ...readings.flatMap((reading) => reading.declared)].map(({ name }) => name))
  const known = new Set([...names, ...locks.flatMap((lock) => [...lock.locked.keys()])])
  const blind = readings.some(({ manifest, dynamic }) => dynamic || manifest.error !== undefined)
  const described = own.readings.filter(({ manifest }) => describes(manifest.path, input.project.path))
  const named = [...described].sort((a, b) => depth(a.manifest.path) - depth(b.manifest.path))
  return {
    manifests: own.readings.map((reading) => reading.manifest),
    declared,
    locks: own.locks.map(({ locked: _, fromIndex: _index, ...lock }) => lock),
    undeclared: readings.length === 0 || blind ? [] : findUndeclared(python.thirdParty, known, ownNames(python)),
    buildBackend: named.find((reading) => reading.buildBackend)?.buildBackend ?? null,
    package: named.find((reading) => reading.package)?.package ?? null,
    scripts: own.readings.flatMap((reading) => {
      const scripts = reading.scripts ?? []
      return described.includes(reading) ? scripts : scripts.filter(isWrittenIn(input.project.path, python))
    }),
    has: (distribution) => names.has(normaliseName(distribution)),
  }
}

/** A folder without a manifest is no package, whatever is packaged around it. */
function describes(manifest: string, project: string): boolean {
  return project === '' || manifest.startsWith(`${project}/`)
}

/** Tells of a script that a manifest around a project names whether the project holds its code. */
function isWrittenIn(project: string, { modules }: PythonFact): (script: { readonly target: string }) => boolean {
  const own = modules.filter(({ path }) => path.startsWith(`${project}/`))
  const dotted = (path: string) => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.')
  const names = new Set(own.flatMap(({ path, name }) => [name, dotted(path), dotted(path.slice(project.length + 1))]))
  return ({ target }) => names.has(target.split(':', 1)[0] ?? '')
}

/** A project of several is judged on its own manifests; a lock above it counts when it knows the project. */
function scopedTo(project: string, readings: readonly ManifestReading[], locks: readonly LockReading[]) {
  const isOwn = (path: string) => path.startsWith(`${project}/`)
  const own = readings.filter(({ manifest }) => isOwn(manifest.path))
  if (project === '' || own.length === 0) return { readings, locks }
  const names = own.flatMap((reading) => (reading.package ? [reading.package.name] : []))
  return {
    readings: own,
    locks: locks.filter(
      ({ path, locked, fromIndex }) => isOwn(path) || names.some((name) => locked.has(name) && !fromIndex?.has(name)),
    ),
  }
}

/** Names of this repository's own packages, wherever they lie. */
function ownNames({ modules }: PythonFact): ReadonlySet<string> {
  return new Set(modules.flatMap(({ path }) => path.split('/').map((part) => part.replace(/\.py$/, ''))))
}

function belongs(path: string, role: Role, project: string): boolean {
  const below =
    project === '' || path.startsWith(`${project}/`) || ['', ...foldersAround(project)].includes(folderOf(path))
  const requirements = /\.(?:txt|in)$(?<=requirement[^/]*)/i.test(path)
  const folders = path.split('/').slice(0, -1)
  const hidden = folders.some(
    (folder) =>
      folder.startsWith('.') ||
      /^(?:tests?|docs?|examples?|fixtures|node_modules|vendor|templates?|samples?)$/.test(folder),
  )
  return below && !hidden && (!ELSEWHERE.has(role) || (requirements && role === 'docs' && !path.includes('/')))
}

function readLocks(candidates: readonly FileEntry[], shared: Omit<LockInput, 'path' | 'text'>): LockReading[] {
  return candidates.flatMap(({ path }) => {
    const reader = lockReader(path)
    const text = reader ? shared.files.text(path) : null
    if (!reader || text === null) return []
    const lock = reader({ ...shared, path, text })
    return lock ? [lock] : []
  })
}

function lockReader(path: string): ((input: LockInput) => LockReading | null) | null {
  const name = baseName(path)
  if (name === 'poetry.lock') return readPoetryLock
  if (name === 'uv.lock') return readUvLock
  if (name === 'Pipfile.lock') return readPipfileLock
  if (name === 'pdm.lock') return (input) => readTomlLock(input, 'pdm')
  if (/^pylock\.(?:[^.]+\.)?toml$/.test(name)) return (input) => readTomlLock(input, 'pylock')
  if (name === 'pixi.lock') return (input) => readYamlLock(input, 'pixi')
  if (/(?:^|[.-])conda-lock\.ya?ml$/.test(name) || /^conda-[\w-]+\.lock$/.test(name)) {
    return (input) => readYamlLock(input, 'conda-lock')
  }
  if (!/\.(?:txt|lock)$/.test(name)) return null
  return (input) => {
    const format = compiledFormat(input.text)
    return format ? readCompiledRequirements(input, format) : null
  }
}

function depth(path: string): number {
  return path.split('/').length
}
