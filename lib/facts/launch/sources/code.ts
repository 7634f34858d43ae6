import type { Facts, LaunchCommand, PythonModule } from '../../facts'
import { type FoundServer, pickServer } from '../code-server'
import type { Launcher } from '../expand'
import { findServerCalls, installedOf } from '../server-calls'

const MAX_COMMANDS = 60
/** Stand in the function that a cloud calls. */
const ADAPTERS = new Set(['serverless', 'azure-functions'])

/** Servers that the code itself starts: under the main guard, at the end of a script, behind a console script. */
export function addCodeCommands(
  { python, dependencies }: Pick<Facts, 'python' | 'dependencies'>,
  launcher: Launcher,
): void {
  const installed = installedOf({ python, dependencies })
  for (const { name, target, path, line } of dependencies.scripts.slice(0, MAX_COMMANDS)) {
    const entry = launcher.entries.module(target.split(/[:\s[]/)[0] ?? '', path)
    if (!entry) continue
    const servers = launcher.findServers(entry)
    const server = pickServer(servers, []) ?? servers[0] ?? null
    launcher.commands.push(fromConsoleScript(name, entry, server, path, line))
  }
  let added = 0
  for (const module of python.application) {
    for (const call of findServerCalls(module.record, installed)) {
      const isStarted =
        call.inMain || call.scope === null || ADAPTERS.has(call.program) || runsFromMain(module, call.scope)
      if (added >= MAX_COMMANDS || !isStarted) continue
      added++
      launcher.commands.push({
        process: 'web',
        words: ['python', module.path],
        program: call.program,
        entry: module.path,
        server: call.server,
        debug: call.debug,
        source: 'code',
        development: false,
        evidence: { path: module.path, line: call.line, note: `Starts ${call.program} in code.` },
      })
    }
  }
}

function fromConsoleScript(
  name: string,
  entry: string,
  server: FoundServer | null,
  path: string,
  line: number,
): LaunchCommand {
  const via = server
    ? `; ${server.path}:${server.line} starts ${server.program}${server.sideDoor ? ' as one of its commands' : ''}`
    : ''
  return {
    process: server && !server.sideDoor ? 'web' : 'other',
    words: [name],
    program: server?.program ?? 'python',
    entry,
    server: server?.server ?? null,
    debug: server?.debug ?? false,
    source: 'console-script',
    development: false,
    evidence: { path, line, note: `Console script ${name} runs ${entry}${via}.` },
  }
}

/** The function is called under the main guard, directly or by another function of the module. */
function runsFromMain({ record }: PythonModule, scope: string): boolean {
  const wanted = new Set([scope])
  for (let round = 0; round < 4; round++) {
    for (const { callee, written, scope: caller, inMain } of record.calls) {
      if (!wanted.has(callee) && !wanted.has(written) && !wanted.has(written.replace(/^\w+\(?\)?\./, ''))) continue
      if (inMain || caller === null) return true
      wanted.add(caller)
    }
  }
  // `asyncio.run(main())` and `fire.Fire(main)` hand the function over.
  const values = record.calls.filter((call) => call.inMain || call.scope === null).flatMap((call) => call.args)
  return values.some(
    (value) =>
      (value.kind === 'call' && wanted.has(value.callee)) || (value.kind === 'name' && wanted.has(value.value)),
  )
}
