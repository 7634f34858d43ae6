import type { FilesFact, PythonFact } from '../facts'

/** Turns what a command names into a path of the repository. */
export interface EntryResolver {
  module(name: string, from: string): string | null
  /** A script or file as a command writes it: `/app/run.sh`, `./manage.py`, `scripts/start`. */
  script(path: string, from: string, copied?: ReadonlyMap<string, string>): string | null
}

export function entryResolver(files: FilesFact, python: PythonFact): EntryResolver {
  const byName = new Map<string, string[]>()
  for (const { path, role } of files.all) {
    if (role === 'vendored' || role === 'template') continue
    const name = path.slice(path.lastIndexOf('/') + 1)
    const paths = byName.get(name)
    if (paths) paths.push(path)
    else byName.set(name, [path])
  }
  return {
    module: (name, from) => resolveModule(name, from, files, python),
    script: (path, from, copied) => resolveScript(path, from, files, byName, copied),
  }
}

function resolveModule(name: string, from: string, files: FilesFact, python: PythonFact): string | null {
  const dotted = name.replace(/\.py$/, '').replaceAll('/', '.').replace(/^\.+/, '')
  if (!/^[A-Za-z_][\w.]*$/.test(dotted)) return null
  const path = python.resolve(dotted, from)
  if (path === null) return null
  if (!path.endsWith('/__init__.py')) return path
  const main = path.replace(/__init__\.py$/, '__main__.py')
  return files.has(main) ? main : path
}

function resolveScript(
  written: string,
  from: string,
  files: FilesFact,
  byName: ReadonlyMap<string, readonly string[]>,
  copied?: ReadonlyMap<string, string>,
): string | null {
  const mapped = copied?.get(written) ?? copied?.get(written.slice(written.lastIndexOf('/') + 1))
  if (mapped && files.has(mapped)) return mapped
  const parts = written.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  if (parts.length > 30) return null
  if (parts.length === 0 || parts.some((part) => part.includes('$'))) return fromVariable(parts, byName)
  const folders = from.split('/').slice(0, -1)
  for (let start = 0; start < parts.length; start++) {
    const tail = parts.slice(start).join('/')
    for (let depth = folders.length; depth >= 0; depth--) {
      const place = [...folders.slice(0, depth), tail].join('/')
      if (files.has(place)) return place
    }
  }
  const named = byName.get(parts.at(-1) ?? '') ?? []
  return named.length === 1 && /[.\-_]/.test(parts.at(-1) ?? '') ? (named[0] ?? null) : null
}

/** `$APP_HOME/run.py`: told by its name when only one file has it. */
function fromVariable(parts: readonly string[], byName: ReadonlyMap<string, readonly string[]>): string | null {
  const last = parts.at(-1) ?? ''
  const named = byName.get(last) ?? []
  return !last.includes('$') && named.length === 1 ? (named[0] ?? null) : null
}
