import type { OnCheckError } from '@/lib/checks/run'
import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { AuditReport } from './report'

export interface ModuleSource {
  readonly blob: string
  readonly path: string
  readonly content: Uint8Array
}

/** Gives the record of every module, from a cache, a pool of threads, or an engine in this thread. */
export type RecordSource = (modules: readonly ModuleSource[]) => Promise<ReadonlyMap<string, ModuleRecord>>

/** Snapshot to report: finds the projects, reads the facts, judges, scores. */
export async function auditSnapshot(
  _snapshot: RepoSnapshot,
  _records: RecordSource,
  _onError: OnCheckError,
): Promise<AuditReport> {
  throw new Error('The audit is not written.')
}
