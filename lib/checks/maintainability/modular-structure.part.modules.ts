import type { PythonModule } from '@/lib/facts/facts'

const GOD_LINES = 1500
/** A table has so few statements for its lines. */
const LINES_PER_STATEMENT = 25
/** With fewer modules there is nothing to build on each other. */
const SEVERAL = 4

/** The module that holds more than a third of the code, tables of data left out. */
export function godModule(modules: readonly PythonModule[]): PythonModule | undefined {
  const code = modules.filter((module) => !isTable(module))
  const total = code.reduce((sum, { record }) => sum + record.codeLines, 0)
  return code.find(({ record }) => record.lines > GOD_LINES && record.codeLines > total / 3)
}

/** Literals over hundreds of lines and nothing that is done: data in the clothes of a module. */
function isTable({ record }: PythonModule): boolean {
  const { functions, classes, assignments, calls, codeLines } = record
  if (functions.length > 0 || classes.length > 0 || codeLines < 200) return false
  return (assignments.length + calls.length) * LINES_PER_STATEMENT < codeLines
}

/** A script for people, in the folder where such are kept. */
export function isTool({ path }: PythonModule, projectPath: string): boolean {
  const inside = projectPath === '' ? path : path.slice(projectPath.length + 1)
  return /^(?:scripts?|bin|tools?|hack)\//.test(inside)
}

/** Several modules, most of which import a neighbour or are imported by one: a flat program rather than loose scripts. */
export function isOneProgram(modules: readonly PythonModule[]): boolean {
  if (modules.length < SEVERAL) return false
  const paths = new Set(modules.map(({ path }) => path))
  const imported = new Set<string>()
  const joined = new Set<string>()
  for (const { path, imports } of modules) {
    for (const target of imports) {
      if (target === path || !paths.has(target)) continue
      imported.add(target)
      joined.add(target).add(path)
    }
  }
  const lines = (some: readonly PythonModule[]) => some.reduce((sum, { record }) => sum + record.codeLines, 0)
  return imported.size > 0 && lines(modules.filter(({ path }) => joined.has(path))) > lines(modules) * 0.7
}
