import type { PythonModule } from '@/lib/facts/facts'

/** Folders whose layout a framework prescribes, with or without `__init__.py`. */
const PRESCRIBED = /(?:^|\/)(?:management\/commands|dags|flows|plugins)(?:\/|$)|^hooks$/

export type IsPackaged = (module: PythonModule) => boolean

/**
 * Tells whether a module lies in an importable package: a folder with `__init__.py`, one that is imported by its dotted
 * name or whose modules import each other relatively (a namespace package), or one that a framework prescribes.
 */
export function packageReader(
  modules: readonly PythonModule[],
  projectPath: string,
  has: (path: string) => boolean,
): IsPackaged {
  const dotted = new Set(
    modules.flatMap(({ record }) => record.imports.filter(({ level }) => level === 0).flatMap(namesOf)),
  )
  const relative = new Set(
    modules
      .filter(({ record }) => record.imports.some(({ level }) => level > 0))
      .map(({ path }) => path.split('/').slice(0, -1).join('/')),
  )
  const known = new Map<string, boolean>()
  const isPackage = (folder: string): boolean => {
    const seen = known.get(folder)
    if (seen !== undefined) return seen
    const answer =
      has(`${folder}/__init__.py`) || relative.has(folder) || isPrescribed(folder) || isImportedByName(folder)
    known.set(folder, answer)
    return answer
  }
  const isPrescribed = (folder: string) => PRESCRIBED.test(inProject(folder, projectPath))
  const isImportedByName = (folder: string) => {
    const parts = inProject(folder, projectPath).split('/')
    return parts.some((_, from) => dotted.has(parts.slice(from).join('.')))
  }
  return ({ path }) => {
    if (path.endsWith('.ipynb')) return false
    const folder = path.split('/').slice(0, -1).join('/')
    return folder !== projectPath && folder !== '' && isPackage(folder)
  }
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
