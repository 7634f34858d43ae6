import type { PythonFact, PythonModule } from '../facts'
import { findServerCalls, type ServerCall } from './server-calls'

export interface FoundServer extends ServerCall {
  readonly path: string
  /** One of several commands of a command line starts it: not what the program mainly does. */
  readonly sideDoor: boolean
}

const MAX_DEPTH = 3
const MAX_MODULES = 150

/** Finds the server that a program starts in its own code, from its entry module through what it imports and calls. */
export function codeServerFinder(python: PythonFact): (entry: string) => FoundServer | null {
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  const frameworks = new Set(python.thirdParty.keys())
  const known = new Map<string, FoundServer | null>()
  return (entry) => {
    const cached = known.get(entry)
    if (cached !== undefined) return cached
    const found = search(entry, modules, frameworks)
    known.set(entry, found)
    return found
  }
}

function search(
  entry: string,
  modules: ReadonlyMap<string, PythonModule>,
  frameworks: ReadonlySet<string>,
): FoundServer | null {
  const seen = new Set([entry])
  const called = new Set<string>()
  let level = [entry]
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = []
    for (const path of level) {
      const module = modules.get(path)
      if (!module || module.role === 'test' || module.role === 'vendored') continue
      for (const call of module.record.calls) called.add(lastName(call.callee))
      for (const target of module.imports) {
        if (seen.size >= MAX_MODULES || seen.has(target)) continue
        seen.add(target)
        next.push(target)
      }
    }
    for (const path of level) {
      const module = modules.get(path)
      if (!module || module.role === 'test') continue
      const calls = findServerCalls(module.record, frameworks).filter(
        (call) => depth === 0 || runsOnImport(call, called),
      )
      const call = calls.find(({ server }) => server === 'production') ?? calls[0]
      if (call) return { ...call, path, sideDoor: isSideDoor(module, call) }
    }
    level = next
  }
  return null
}

/** In an imported module a call under the main guard does not run, and one in a function only when that is called. */
function runsOnImport({ inMain, scope }: ServerCall, called: ReadonlySet<string>): boolean {
  return (
    !inMain &&
    (scope === null || called.has(lastName(scope)) || /(?:^|\.)(?:main|__init__|run|start|serve)$/.test(scope))
  )
}

const COMMAND = /(?:^|\.)(?:command|cli_command|callback)$/
const SERVING = /serve|server|run|start|web|api|http|up|main|launch/i

function isSideDoor({ record }: PythonModule, { scope }: ServerCall): boolean {
  const commands = record.functions.filter(({ decorators }) =>
    decorators.some(({ name }) => COMMAND.test(name.replace(/\(\)/g, ''))),
  )
  const own = commands.find(({ qualifiedName }) => qualifiedName === scope)
  if (!own) return false
  const others = commands.filter(({ name }) => name !== own.name && !SERVING.test(name))
  return others.length >= 1
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1).replace(/\(\)$/, '')
}
