import 'server-only'
import { type AuditPoolOptions, createAuditPool, type RecordCache } from '@/lib/audit/pool'
import { withRecent } from '@/lib/audit/recent-records'
import { findModuleRecords, storeModuleRecords } from '@/lib/data/module-records'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { ENGINE_VERSION } from '@/lib/python/engine'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'

/** Packed records of the repositories at work, whose next commits hold most of the same files. */
const MOST_BYTES = 24 * 1024 * 1024

interface ToolOptions extends Pick<AuditPoolOptions, 'threads' | 'threadFile'> {
  /** Keeps the records of modules in the database; true unless told. */
  readonly keepsRecords?: boolean
}

/** The real tools: a pool of threads whose records are kept in the database by blob id. `options` go before the environment. */
export function createAuditTools({ keepsRecords = true, ...options }: ToolOptions = {}): AuditTools & {
  close(): Promise<void>
} {
  const { AUDIT_THREADS } = env()
  const pool = createAuditPool({
    ...(AUDIT_THREADS ? { threads: AUDIT_THREADS } : {}),
    ...options,
    ...(keepsRecords ? { cache: withRecent(STORED, MOST_BYTES) } : {}),
    onError: (check, error) => log().error({ check, error }, 'a check failed'),
  })
  return {
    rubricVersion: pool.rubricVersion,
    async auditArchive(archive, { commit, committedAt }, complete) {
      const snapshot = await readTarball(archive, { commit, committedAt: committedAt.toISOString() })
      return pool.audit(await complete(snapshot))
    },
    auditSnapshot: (snapshot) => pool.audit(snapshot),
    close: () => pool.close(),
  }
}

/** The database keeps all records. */
const STORED: RecordCache = {
  get: (blobs) => findModuleRecords(ENGINE_VERSION, blobs),
  put: (records) => storeModuleRecords(ENGINE_VERSION, records),
}
