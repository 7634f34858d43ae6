import type { PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { Credentials } from './fact-input'
import type { Facts } from './facts'
import { pythonSources } from './python-sources'
import { findCredentials } from './secrets/find-credentials'

type VirtualFiles = Readonly<Record<string, string | Uint8Array>>

/** Facts of a repository in memory, for tests of all but the secrets: those are looked for by our own rules only. */
export function virtualFacts(files: VirtualFiles, engine: PythonEngine, credentials?: Credentials): Facts {
  const snapshot = virtualSnapshot(files)
  const records = new Map(
    pythonSources(snapshot).map(({ blob, content, cells }) => [blob, engine.analyse(content, cells)]),
  )
  return createFacts(snapshot, records, '', null, credentials)
}

/** Facts of a repository in memory, as an audit has them: examples and tests. */
export async function searchedFacts(files: VirtualFiles, engine: PythonEngine): Promise<Facts> {
  return virtualFacts(files, engine, await findCredentials(virtualSnapshot(files)))
}
