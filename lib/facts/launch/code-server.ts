import type { FunctionRecord, ModuleRecord } from '@/lib/python/record'
import type { Facts, PythonModule } from '../facts'
import { findServerCalls, type Installed, installedOf, type ServerCall } from './server-calls'

export interface FoundServer extends ServerCall {
  readonly path: string
  /** One of several commands of a command line starts it: not what the program mainly does. */
  readonly sideDoor: boolean
  /** The commands beside it, by which the command line does something else. */
  readonly others: readonly string[]
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
  const direct = best(found.filter(({ sideDoor, others }) => !sideDoor && !names.some((name) => others.includes(name))))
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
        if (depth === 0 || runsOnImport(call, called)) found.push({ ...call, path, ...placeOf(module, call) })
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
const GROUP = /(?:^|\.)group(?:\(\))?$/
const SERVING = /serve|server|run|start|web|api|http|up|main|launch/i

/** Whether other commands stand beside it, of which it is none that goes without saying. */
function placeOf({ record }: PythonModule, { scope, command }: ServerCall): Pick<FoundServer, 'sideDoor' | 'others'> {
  const commands = record.functions.filter(({ decorators }) =>
    decorators.some(({ name }) => COMMAND.test(name.replace(/\(\)/g, ''))),
  )
  const own = commands.find(({ qualifiedName }) => qualifiedName === scope)
  if (!own && command === undefined) return { sideDoor: false, others: [] }
  const beside = commands.filter(({ name }) => name !== own?.name)
  const isDefault = own !== undefined && defaultCommands(record).has(commandName(own))
  return {
    sideDoor: !isDefault && beside.some(({ name }) => !SERVING.test(name)),
    others: isDefault ? beside.map(commandName) : [],
  }
}

/** `@click.group(cls=DefaultGroup, default="serve")`: what a command line does that names no command. */
function defaultCommands({ functions }: ModuleRecord): ReadonlySet<string> {
  const groups = functions.flatMap(({ decorators }) => decorators.filter(({ name }) => GROUP.test(name)))
  return new Set(
    groups.flatMap(({ keywords }) => (keywords.default?.kind === 'string' ? [normalise(keywords.default.value)] : [])),
  )
}

function commandName({ name, decorators }: FunctionRecord): string {
  const given = decorators.find((each) => COMMAND.test(each.name.replace(/\(\)/g, '')))
  const first = given?.keywords.name ?? given?.args[0]
  return normalise(first?.kind === 'string' ? first.value : name)
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1).replace(/\(\)$/, '')
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}
