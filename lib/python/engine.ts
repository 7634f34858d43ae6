import type { ModuleRecord } from './record'

/** Analyses one module after the other, in this thread. Never throws for bad input: the record says what is wrong. */
export interface PythonEngine {
  /** Of this shape, Ruff and tree-sitter: part of the cache key and of the rubric version. */
  readonly version: string
  analyse(content: Uint8Array): ModuleRecord
}

export const ENGINE_VERSION = '1'

/** Loads Ruff and tree-sitter once. */
export async function createPythonEngine(): Promise<PythonEngine> {
  throw new Error('The Python engine is not written.')
}
