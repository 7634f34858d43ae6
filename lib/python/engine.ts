import type { CompiledParsers } from './compiled'
import { decodePython } from './decode'
import { describeModule } from './describe'
import { emptyRecord } from './empty'
import { failureReason } from './parse-failure'
import type { ModuleRecord, ParseFailure } from './record'
import { loadRuff } from './ruff'
import { withoutBlanketNoqa } from './suppressions'
import type { SyntaxTree } from './syntax'
import { createTreeParser, TooCostly, TooManyNodes, TooSlow } from './tree-sitter'

/** Analyses one module after the other, in this thread. Never throws for bad input: the record says what is wrong. */
export interface PythonEngine {
  /** Of this shape, Ruff and tree-sitter: part of the cache key and of the rubric version. */
  readonly version: string
  analyse(content: Uint8Array): ModuleRecord
}

/** Changes with every change of what a record holds. */
export const ENGINE_VERSION = '13+ruff-0.17.3+tree-sitter-python-0.25.0'

const MAX_BYTES = 2 * 1024 * 1024

/** Loads Ruff and tree-sitter once. */
export async function createPythonEngine(compiled: CompiledParsers = {}): Promise<PythonEngine> {
  const ruff = loadRuff(compiled.ruff)
  const parser = await createTreeParser(compiled)

  const analyse = (content: Uint8Array): ModuleRecord => {
    if (content.length > MAX_BYTES) return emptyRecord(ENGINE_VERSION, 'too-large')
    const decoded = decodePython(content)
    if (!decoded.ok) return emptyRecord(ENGINE_VERSION, 'encoding')
    const { text } = decoded
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
