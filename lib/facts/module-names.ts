import type { ImportRecord } from '@/lib/python/record'
import { STANDARD_LIBRARY } from './standard-library'

export interface ModuleIndex {
  /** Dotted name from the outermost package, or from the folder that imports start at. */
  nameOf(path: string): string
  /** Paths that an import statement reaches: the module, its packages, and submodules among the imported names. */
  targets(statement: ImportRecord, from: string): string[]
  /** Module that a dotted name means, its trailing attributes ignored; null when it is not of this repository. */
  resolve(dotted: string, from?: string): string | null
  isLocal(topLevelName: string, from: string): boolean
}

/** Names of the repository's modules as imports would say them, whatever folder the interpreter starts in. */
export function moduleIndex(paths: readonly string[]): ModuleIndex {
  const files = new Set(paths)
  const byName = new Map<string, string[]>()
  const topLevel = new Set<string>()
  const names = new Map<string, string>()
  for (const path of paths) {
    const candidates = candidateNames(path, files)
    names.set(path, candidates[0] ?? path)
    for (const name of candidates) {
      const known = byName.get(name)
      if (known) known.push(path)
      else byName.set(name, [path])
      topLevel.add(name.split('.')[0] ?? name)
    }
  }
  const byFolder = new Map<string, ReadonlyMap<string, string>>()
  const exact = (name: string, from?: string): string | null => {
    const candidates = byName.get(name) ?? []
    if (candidates.length < 2 || from === undefined) return candidates[0] ?? null
    const folders = byFolder.get(name) ?? firstByFolder(candidates)
    byFolder.set(name, folders)
    return nearest(folders, from)
  }

  const resolve = (dotted: string, from?: string): string | null => {
    const parts = dotted.split('.')
    for (let length = parts.length; length > 0; length--) {
      const found = exact(parts.slice(0, length).join('.'), from)
      if (found) return found
    }
    return null
  }

  const folders = new Set(paths.flatMap((path) => path.split('/').slice(0, -1).slice(0, 2)))
  const isLocal = (name: string, from: string) => {
    if (!topLevel.has(name)) return false
    const found = exact(name, from)
    // A package imports itself from its own `__init__.py`; any other module of that name shadows nothing.
    return found !== null ? found !== from || from.endsWith('/__init__.py') : folders.has(name)
  }

  const targets = (statement: ImportRecord, from: string): string[] => {
    const base = statement.level > 0 ? relativeBase(from, statement.level, statement.module) : null
    if (statement.level > 0 && base === null) return []
    const inPackage = (dotted: string) => {
      if (base === null && STANDARD_LIBRARY.has(dotted) && !dotted.includes('.')) return null
      if (base === null) return exact(dotted, from) ?? sibling(dotted, from, files)
      return fileOf(base, files)
    }
    const found: (string | null)[] = [inPackage(statement.module)]
    if (base === null) {
      const parts = statement.module.split('.')
      for (let length = 1; length < parts.length; length++) found.push(exact(parts.slice(0, length).join('.'), from))
    }
    for (const { name } of statement.names) {
      if (name === '*') continue
      found.push(
        base === null
          ? exact(`${statement.module}.${name}`, from)
          : fileOf(base === '' ? name : `${base}/${name}`, files),
      )
    }
    return found.filter((path) => path !== null)
  }

  return { nameOf: (path) => names.get(path) ?? path, targets, resolve, isLocal }
}

/** Every dotted name under which a file can be imported: from any ancestor folder that is not inside a package. Shortest first. */
function candidateNames(path: string, files: ReadonlySet<string>): string[] {
  const parts = path.replace(/\.py$/, '').split('/')
  if (parts.at(-1) === '__init__') parts.pop()
  const names: string[] = []
  for (let start = parts.length - 1; start >= 0; start--) {
    const parent = parts.slice(0, start).join('/')
    const parentIsPackage = parent !== '' && files.has(`${parent}/__init__.py`)
    if (!parentIsPackage) names.push(parts.slice(start).join('.'))
  }
  return names.filter((name) => name !== '')
}

function fileOf(stem: string, files: ReadonlySet<string>): string | null {
  if (files.has(`${stem}.py`)) return `${stem}.py`
  const init = stem === '' ? '__init__.py' : `${stem}/__init__.py`
  return files.has(init) ? init : null
}

/** A program that is started in its own folder finds its neighbours there, though an `__init__.py` makes it a package. */
function sibling(dotted: string, from: string, files: ReadonlySet<string>): string | null {
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  return folder === '' ? null : fileOf(`${folder}${dotted.replaceAll('.', '/')}`, files)
}

function relativeBase(from: string, level: number, module: string): string | null {
  const folders = from.split('/').slice(0, -1)
  if (level - 1 > folders.length) return null
  const base = folders.slice(0, folders.length - (level - 1))
  return [...base, ...(module === '' ? [] : module.split('.'))].join('/')
}

/** Each folder with the first of the paths that lie somewhere below it. */
function firstByFolder(paths: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (!first.has(folder)) first.set(folder, path)
    }
    if (!first.has('')) first.set('', path)
  }
  return first
}

/** The path that shares the longest part of its folders with the importing file. */
function nearest(folders: ReadonlyMap<string, string>, from: string): string | null {
  for (let end = from.length; end > 0; end = from.lastIndexOf('/', end - 1)) {
    const found = folders.get(from.slice(0, end))
    if (found !== undefined) return found
  }
  return folders.get('') ?? null
}
