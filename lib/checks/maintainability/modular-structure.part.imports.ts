import type { Evidence, LaunchCommand, PythonModule } from '@/lib/facts/facts'
import { folderOf } from '@/lib/facts/paths'
import { STANDARD_LIBRARY } from '@/lib/facts/standard-library'
import type { Value } from '@/lib/python/record'

/** So many scripts may change sys.path, whatever their share. */
const FEW_SCRIPTS = 3

/** Changes of sys.path in code that other modules import, or in more than a quarter of all; in a script to run they are shallow. */
export function pathTricks(modules: readonly PythonModule[]): Evidence[] {
  const imported = new Set(modules.flatMap(({ imports }) => imports))
  const tricked = modules.flatMap(({ path, record }) => {
    const call = record.calls.find(
      ({ callee, args }) => /^sys\.path\.(?:insert|append|extend)$/.test(callee) && !args.some(isWorkingFolder),
    )
    return call ? [{ path, line: call.line, note: 'Changes sys.path so that its imports work.' }] : []
  })
  const deep = tricked.filter(({ path }) => imported.has(path))
  if (tricked.length > FEW_SCRIPTS && tricked.length > modules.length / 4) return tricked
  return deep.length > 1 ? deep : []
}

/** Python looks there anyhow when the program is started from it. */
function isWorkingFolder(value: Value): boolean {
  return value.kind === 'call' ? value.callee === 'os.getcwd' : value.kind === 'string' && /^\.?$/.test(value.value)
}

export interface BareImport {
  readonly path: string
  readonly line: number
  readonly module: string
  /** `from utils import load`, not `import utils`. */
  readonly takesNames: boolean
}

/** Folders of scripts that start by their path: Python looks for modules beside such a script. */
export function scriptFolders(commands: readonly LaunchCommand[]): ReadonlySet<string> {
  return new Set(
    commands.flatMap(({ entry, words, source }) => {
      const name = entry?.slice(entry.lastIndexOf('/') + 1)
      const byPath = words.some((word) => word.slice(word.lastIndexOf('/') + 1) === name)
      return entry && byPath && source !== 'readme' && source !== 'code' ? [folderOf(entry)] : []
    }),
  )
}

/**
 * `import utils` for the `utils.py` beside it: it works from the folder itself, and never in an installed package. A
 * module of the same name where imports start is meant instead, and no module imports itself.
 */
export function bareSiblings(
  modules: readonly PythonModule[],
  started: ReadonlySet<string>,
  has: (path: string) => boolean,
  isDeclared: (name: string) => boolean,
): BareImport[] {
  return modules.flatMap(({ path, record }) => {
    const folder = folderOf(path)
    if (!has(`${folder}/__init__.py`) || started.has(folder)) return []
    const start = importStart(folder, has)
    const isFound = (name: string) =>
      has(`${start}${name}.py`) || has(`${start}${name}/__init__.py`) || has(`${name}.py`)
    return record.imports
      .filter(({ level, optional }) => level === 0 && !optional)
      .filter(({ module }) => path !== `${folder}/${module}.py` && has(`${folder}/${module}.py`))
      .filter(({ module }) => !STANDARD_LIBRARY.has(module) && !isDeclared(module) && !isFound(module))
      .map(({ line, module, names }) => ({ path, line, module, takesNames: names.length > 0 }))
  })
}

/** The folder that holds the outermost package, with its slash: absolute imports are looked for there. */
function importStart(folder: string, has: (path: string) => boolean): string {
  let outermost = folder
  for (let above = folderOf(folder); above !== '' && has(`${above}/__init__.py`); above = folderOf(above))
    outermost = above
  const start = folderOf(outermost)
  return start === '' ? '' : `${start}/`
}
