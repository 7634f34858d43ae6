import type { Facts, PythonModule } from '../facts'
import { findServerCalls, type Installed, installedOf, type ServerCall } from './server-calls'

export interface FoundServer extends ServerCall {
  readonly path: string
  /** One of several commands of a command line starts it: not what the program mainly does. */
  readonly sideDoor: boolean
}

/** Servers that a program starts in its own code, from its entry module through what it imports and calls. */
export type ServerFinder = (entry: string) => readonly FoundServer[]

const MAX_DEPTH = 3
const MAX_MODULES = 150

export function codeServerFinder(facts: Pick<Facts, 'python' | 'dependencies'>): ServerFinder {
  const { python } = facts
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  const installed = installedOf(facts)
  const known = new Map<string, readonly FoundServer[]>()
  return (entry) => {
    const cached = known.get(entry)
    if (cached !== undefined) return cached
    const found = search(entry, modules, installed)
    known.set(entry, found)
    return found
  }
}

const SERVING_WORD = /^(?:serve|server|runserver|start|web|webserver|api|http|up|daemon|run|listen)$/i

/** Which of them the words of a command choose; null when its arguments are those of another command. */
export function pickServer(found: readonly FoundServer[], words: readonly string[]): FoundServer | null {
  const best = (servers: readonly FoundServer[]) =>
    servers.find(({ server, debug }) => server === 'production' && !debug) ??
    servers.find(({ server }) => server === 'production') ??
    servers[0] ??
    null
  const names = words.filter((word) => !word.startsWith('-')).map(normalise)
  const named = found.filter(({ command, scope }) => names.includes(normalise(command ?? lastName(scope ?? ''))))
  if (named.length > 0) return best(named)
  const direct = best(found.filter(({ sideDoor }) => !sideDoor))
  return direct ?? (words.some((word) => SERVING_WORD.test(word)) ? best(found) : null)
}

function search(
  entry: string,
  modules: ReadonlyMap<string, PythonModule>,
  installed: Installed,
): readonly FoundServer[] {
  const seen = new Set([entry])
  const called = new Set<string>()
  let level = [entry]
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = []
    const found: FoundServer[] = []
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
      if (!module || module.role === 'test' || module.role === 'vendored') continue
      for (const call of findServerCalls(module.record, installed)) {
        if (depth === 0 || runsOnImport(call, called)) found.push({ ...call, path, sideDoor: isSideDoor(module, call) })
      }
    }
    if (found.length > 0) return found
    level = next
  }
  return []
}

/** In an imported module a call under the main guard does not run, and one in a function only when that is called. */
function runsOnImport({ inMain, scope }: ServerCall, called: ReadonlySet<string>): boolean {
  if (inMain) return false
  return scope === null || called.has(lastName(scope)) || /(?:^|\.)(?:main|__init__|run|start|serve)$/.test(scope)
}

const COMMAND = /(?:^|\.)(?:command|cli_command|callback)$/
const SERVING = /serve|server|run|start|web|api|http|up|main|launch/i

function isSideDoor({ record }: PythonModule, { scope, command }: ServerCall): boolean {
  const commands = record.functions.filter(({ decorators }) =>
    decorators.some(({ name }) => COMMAND.test(name.replace(/\(\)/g, ''))),
  )
  const own = commands.find(({ qualifiedName }) => qualifiedName === scope)
  if (!own && command === undefined) return false
  return commands.some(({ name }) => name !== own?.name && !SERVING.test(name))
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1).replace(/\(\)$/, '')
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}
