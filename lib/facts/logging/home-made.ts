import type { CallRecord } from '@/lib/python/record'
import type { PythonModule } from '../facts'

/** What a function is called that is there for diagnostics; `warn` and `log_error` may be for the user. */
const NAME = /^_*(?:debug|trace|log|verbose)(?:_(?!err|warn|fatal|exc)\w+)?$/
const PRINTS = /(?:^|[._])(?:print|pprint|echo|secho|write|writelines)$/
/** Fewer calls are a habit of one place. */
const ENOUGH = 3

export interface HomeMadeCall {
  readonly module: PythonModule
  readonly call: CallRecord
}

/** Calls of the repository's own functions that print what they are told: `debug(message)` with a switch of its own. */
export function homeMadeDiagnostics(modules: readonly PythonModule[]): readonly HomeMadeCall[] {
  const own = modules.flatMap(ownPrinters)
  if (own.length === 0) return []
  const places = new Map<string, Set<string>>()
  for (const { name, path } of own) places.set(name, (places.get(name) ?? new Set()).add(path))
  const methods = new Set(own.flatMap(({ name, method }) => (method ? [name] : [])))
  const found = modules.flatMap((module) =>
    module.record.calls
      .filter(({ callee }) => {
        const name = lastName(callee)
        const definedIn = places.get(name)
        if (!definedIn) return false
        if (methods.has(name) && callee.includes('.')) return true
        return definedIn.has(module.path) || module.imports.some((target) => definedIn.has(target))
      })
      .map((call) => ({ module, call })),
  )
  return found.length < ENOUGH ? [] : found
}

function ownPrinters({ path, record }: PythonModule): { name: string; path: string; method: boolean }[] {
  const printing = new Set(record.calls.filter(({ callee }) => PRINTS.test(callee)).map(({ scope }) => scope))
  return record.functions
    .filter(({ name, qualifiedName, nested }) => !nested && NAME.test(name) && printing.has(qualifiedName))
    .map(({ name, method }) => ({ name, path, method }))
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}
