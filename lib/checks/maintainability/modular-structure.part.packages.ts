import type { PythonModule } from '@/lib/facts/facts'
import { folderOf } from '@/lib/facts/paths'

/** Folders whose layout a framework prescribes, with or without `__init__.py`. */
const PRESCRIBED = /(?:^|\/)(?:management\/commands|dags|flows|plugins)(?:\/|$)|^hooks$/

export type IsPackaged = (module: PythonModule) => boolean

/**
 * Tells whether a module lies in an importable package: a folder with `__init__.py`, one that is imported by its
 * dotted name or relatively (a namespace package), one below such a folder, or one that a framework prescribes.
 */
export function packageReader(
  modules: readonly PythonModule[],
  projectPath: string,
  has: (path: string) => boolean,
): IsPackaged {
  const dotted = new Set(
    modules.flatMap(({ record }) => record.imports.filter(({ level }) => level === 0).flatMap(namesOf)),
  )
  const relative = new Set(modules.flatMap(relativeFolders))
  const known = new Map<string, boolean>()
  const isPackage = (folder: string): boolean => {
    const seen = known.get(folder)
    if (seen !== undefined) return seen
    const answer =
      isMarked(folder) ||
      isBelowPackage(folder) ||
      (folder !== projectPath && (isPrescribed(folder) || isImportedByName(folder)))
    known.set(folder, answer)
    return answer
  }
  const isPrescribed = (folder: string) => PRESCRIBED.test(inProject(folder, projectPath))
  const isImportedByName = (folder: string) => {
    const parts = inProject(folder, projectPath).split('/')
    return parts.some((_, from) => dotted.has(parts.slice(from).join('.')))
  }
  const isMarked = (folder: string) => has(`${folder}/__init__.py`) || relative.has(folder)
  /** By the whole of its name, from where imports start: `bot` of the project, but not any folder called `utils`. */
  const isNamespace = (folder: string) =>
    folder !== projectPath &&
    dotted.has(
      inProject(folder, projectPath)
        .replace(/^src\//, '')
        .replaceAll('/', '.'),
    )
  const isBelowPackage = (folder: string): boolean => {
    const above = folder === projectPath ? '' : folderOf(folder)
    return above !== '' && (isMarked(above) || isNamespace(above) || isBelowPackage(above))
  }
  return ({ path }) => {
    if (path.endsWith('.ipynb')) return false
    const folder = folderOf(path)
    return folder !== '' && isPackage(folder)
  }
}

/** The folders that the relative imports of a module go through, its own among them. */
function relativeFolders({ path, record }: PythonModule): string[] {
  const own = path.split('/').slice(0, -1)
  return record.imports.flatMap(({ level, module, names }) => {
    if (level === 0 || level > own.length) return []
    const base = own.slice(0, own.length - level + 1)
    const parts = module === '' ? [] : module.split('.')
    const named = names.map(({ name }) => [...base, ...parts, name].join('/'))
    return [own.join('/'), ...parts.map((_, at) => [...base, ...parts.slice(0, at + 1)].join('/')), ...named]
  })
}

/** The packages that a statement goes through: `a.b.c` for `import a.b.c` is in `a` and `a.b`; `from a import b` in `a`. */
function namesOf({ module, names }: PythonModule['record']['imports'][number]): string[] {
  const parts = module.split('.')
  const through = names.length > 0 ? parts.length : parts.length - 1
  return Array.from({ length: through }, (_, index) => parts.slice(0, index + 1).join('.'))
}

function inProject(folder: string, projectPath: string): string {
  return projectPath === '' ? folder : folder.slice(projectPath.length + 1)
}
