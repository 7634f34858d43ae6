import type { Kind, PythonModule } from '@/lib/facts/facts'
import { decidedPrints, diagnosticPrints, isPrint } from '@/lib/facts/logging/prints'
import type { CallRecord } from '@/lib/python/record'

export interface FoundPrint {
  readonly module: PythonModule
  readonly call: CallRecord
}

/**
 * Prints that stand where a log call should. What a service prints is no output of it; elsewhere only what reports
 * progress or failure is. A command line's own output counts nowhere, nor does a print that a coded suppression marks. What a notebook prints is its result, unless the
 * repository has a logger and its notebooks do not use it.
 */
export function printsThatCount(modules: readonly PythonModule[], kind: Kind, logs: boolean): readonly FoundPrint[] {
  if (kind === 'cli') return []
  const runs = kind === 'web-service' || kind === 'worker'
  return modules
    .filter((module) => !isCommand(module, runs) && !(runs && isScript(module)))
    .flatMap((module) => {
      const isDecided = decidedPrints(module)
      return printsIn(module, kind, runs, logs).flatMap((call) => (isDecided(call) ? [] : [{ module, call }]))
    })
}

function printsIn(module: PythonModule, kind: Kind, runs: boolean, logs: boolean): readonly CallRecord[] {
  if (module.path.endsWith('.ipynb')) return logs ? module.record.calls.filter(isPrint) : []
  if (runs) return module.record.calls.filter(isPrint)
  return diagnosticPrints(module).filter(({ inMain }) => kind !== 'library' || !inMain)
}

/** A service or worker that takes its settings as arguments is no command for people yet. */
function isCommand({ path, record }: PythonModule, runs: boolean): boolean {
  const parsers = runs ? /^(?:click|typer|docopt|cmd)$/ : /^(?:argparse|click|typer|fire|docopt|cmd)$/
  return (
    record.imports.some(({ module }) => parsers.test(module)) ||
    /management\/commands\/|(?:^|\/)(?:cli|__main__|console)\.py$/.test(path)
  )
}

/** A helper beside a service that people run by hand. */
function isScript({ path }: PythonModule): boolean {
  return /(?:^|\/)(?:scripts?|bin)\//.test(path)
}
