import type { PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { Facts } from './facts'
import { pythonSources } from './python-sources'

/** Facts of a repository in memory: examples and tests. */
export function virtualFacts(files: Readonly<Record<string, string | Uint8Array>>, engine: PythonEngine): Facts {
  const snapshot = virtualSnapshot(files)
  return createFacts(
    snapshot,
    new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)])),
  )
}
