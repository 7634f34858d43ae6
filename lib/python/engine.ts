import { withoutBrokenCells } from './cells'
import type { CompiledParsers } from './compiled'
import { decodePython } from './decode'
import { credentialsIn, describeModule } from './describe'
import { emptyRecord } from './empty'
import { failureReason } from './parse-failure'
import type { LiteralSecret, ModuleRecord, ParseFailure } from './record'
import { loadRuff } from './ruff'
import { withoutBlanketNoqa } from './suppressions'
import type { SyntaxTree } from './syntax'
import { createTreeParser, TooCostly, TooManyNodes, TooSlow } from './tree-sitter'

/** Analyses one module after the other, in this thread. Never throws for bad input: the record says what is wrong. */
export interface PythonEngine {
  /** Of this shape, Ruff and tree-sitter: part of the cache key and of the rubric version. */
  readonly version: string
  /** @param cells of a notebook: the lines on which its cells begin */
  analyse(content: Uint8Array, cells?: readonly number[]): ModuleRecord
}

/** Changes with every change of what a record holds. */
export const ENGINE_VERSION = '13+ruff-0.17.3+tree-sitter-python-0.25.0'

const MAX_BYTES = 2 * 1024 * 1024
const OF_SYNTAX: ReadonlySet<ParseFailure> = new Set(['syntax', 'python2', 'template'])

/** Loads Ruff and tree-sitter once. */
export async function createPythonEngine(compiled: CompiledParsers = {}): Promise<PythonEngine> {
  const ruff = loadRuff(compiled.ruff)
  const parser = await createTreeParser(compiled)

  const analyseText = (text: string): ModuleRecord => {
    let tree: SyntaxTree
    try {
      tree = parser.parse(text)
    } catch (error) {
      return emptyRecord(ENGINE_VERSION, refusal(error), text)
    }
    const checked = check(() => ruff.check(withoutBlanketNoqa(tree)))
    if (!checked) return { ...describeModule(ENGINE_VERSION, tree, []), ...failure('crash') }
    const broken = checked.find(({ code }) => code === 'invalid-syntax')
    const record = describeModule(ENGINE_VERSION, tree, checked)
    return broken ? { ...record, ...failure(failureReason(text, broken.line), broken.line) } : record
  }

  const brokenBy = (cell: string): ParseFailure | null => {
    const checked = check(() => ruff.check(cell))
    if (!checked) return 'crash'
    const broken = checked.find(({ code }) => code === 'invalid-syntax')
    return broken ? failureReason(cell, broken.line) : null
  }

  const secretsIn = (cell: string): readonly LiteralSecret[] => {
    if (!/["']/.test(cell)) return []
    try {
      return credentialsIn(parser.parse(cell))
    } catch {
      return []
    }
  }

  const analyse = (content: Uint8Array, cells: readonly number[] = []): ModuleRecord => {
    if (content.length > MAX_BYTES) return emptyRecord(ENGINE_VERSION, 'too-large')
    const decoded = decodePython(content)
    if (!decoded.ok) return emptyRecord(ENGINE_VERSION, 'encoding')
    const record = analyseText(decoded.text)
    if (record.parse.ok || !OF_SYNTAX.has(record.parse.reason)) return record
    const rest = withoutBrokenCells(decoded.text, cells, brokenBy)
    if (rest === null) return record
    const kept = analyseText(rest.text)
    if (!kept.parse.ok) return record
    // Credentials count wherever they stand, and what is broken before may hide them from the parser of the whole.
    const lines = decoded.text.split('\n')
    const alone = rest.leftOut.flatMap((cell) => {
      const start = cell.line - 1
      return secretsIn(lines.slice(start, start + cell.lines).join('\n')).map((each) => ({
        ...each,
        line: each.line + start,
      }))
    })
    const known = new Set(kept.literalSecrets.map(({ line }) => line))
    const others = [...record.literalSecrets, ...alone].filter(({ line }) => !known.has(line))
    const byPlace = new Map(others.map((each) => [`${each.line} ${each.name}`, each]))
    return { ...kept, literalSecrets: [...kept.literalSecrets, ...byPlace.values()], leftOut: rest.leftOut }
  }

  return { version: ENGINE_VERSION, analyse }
}

function refusal(error: unknown): ParseFailure {
  if (error instanceof TooCostly) return 'costly'
  if (error instanceof TooSlow) return 'timeout'
  return error instanceof TooManyNodes ? 'too-large' : 'crash'
}

function check<T>(run: () => T): T | null {
  try {
    return run()
  } catch {
    return null
  }
}

/** A module that can't be parsed keeps what is safe to know: its imports and its module-level names and values. */
function failure(reason: ParseFailure, line?: number): Partial<ModuleRecord> {
  return {
    parse: { ok: false, reason, ...(line === undefined ? {} : { line }) },
    functions: [],
    classes: [],
    calls: [],
    handlers: [],
    routes: [],
    ruff: [],
    attributes: [],
    assertStatements: 0,
  }
}
