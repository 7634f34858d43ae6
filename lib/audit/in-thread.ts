import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { ModuleRecord } from '@/lib/python/record'
import type { RecordSource } from './audit'

/** Analyses in this thread, one module after the other: for tests and for what may block. */
export function inThreadRecords(engine: PythonEngine): RecordSource {
  return async (modules) => {
    const records = new Map<string, ModuleRecord>()
    for (const { blob, content, cells } of modules)
      if (!records.has(blob)) records.set(blob, engine.analyse(content, cells))
    return records
  }
}

export async function createInThreadRecords(): Promise<RecordSource> {
  return inThreadRecords(await createPythonEngine())
}
