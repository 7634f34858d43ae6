import 'server-only'
import { createAuditPool } from '@/lib/audit/pool'
import { findModuleRecords, storeModuleRecords } from '@/lib/data/module-records'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { ENGINE_VERSION } from '@/lib/python/engine'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'

/** The real tools: a pool of threads whose records are kept in the database by blob id. */
export function createAuditTools(): AuditTools & { close(): Promise<void> } {
  const { AUDIT_THREADS } = env()
  const pool = createAuditPool({
    ...(AUDIT_THREADS ? { threads: AUDIT_THREADS } : {}),
    cache: {
      get: (blobs) => findModuleRecords(ENGINE_VERSION, blobs),
      put: (records) => storeModuleRecords(ENGINE_VERSION, records),
    },
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
