import { countCodeLines, countLines, header } from './lines'
import type { ModuleRecord, ParseFailure } from './record'

/** The record of a module that could not be read at all. */
export function emptyRecord(engine: string, reason: ParseFailure, text = ''): ModuleRecord {
  return {
    engine,
    parse: { ok: false, reason },
    lines: countLines(text),
    codeLines: countCodeLines(text, []),
    docstring: false,
    header: header(text),
    imports: [],
    functions: [],
    classes: [],
    calls: [],
    handlers: [],
    assignments: [],
    attributes: [],
    environment: [],
    literalSecrets: [],
    environmentWrites: [],
    routes: [],
    suppressions: [],
    guards: [],
    growths: [],
    repeats: [],
    waits: [],
    mainGuard: null,
    assertStatements: 0,
    ruff: [],
    exports: [],
  }
}
