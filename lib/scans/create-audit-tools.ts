import 'server-only'
import { type AuditPoolOptions, createAuditPool, type RecordCache } from '@/lib/audit/pool'
import { Recent } from '@/lib/audit/record-texts'
import { findModuleRecords, storeModuleRecords } from '@/lib/data/module-records'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { ENGINE_VERSION } from '@/lib/python/engine'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'

/** Records of the repositories at work, whose next commits hold most of the same files. */
const MOST_CHARACTERS = 96 * 1024 * 1024

/** The real tools: a pool of threads whose records are kept in the database by blob id. `options` go before the environment. */
export function createAuditTools(
  options: Pick<AuditPoolOptions, 'threads' | 'threadFile'> = {},
): AuditTools & { close(): Promise<void> } {
  const { AUDIT_THREADS } = env()
  const pool = createAuditPool({
    ...(AUDIT_THREADS ? { threads: AUDIT_THREADS } : {}),
    ...options,
    cache: recordCache(),
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

/** The database keeps all records; the last used ones are at hand without it. */
function recordCache(): RecordCache {
  const recent = new Recent<string>(MOST_CHARACTERS)
  const remember = (records: ReadonlyMap<string, string>): void => {
    for (const [blob, record] of records) recent.set(blob, record, record.length)
  }
  return {
    async get(blobs) {
      const found = new Map(blobs.flatMap((blob) => pair(blob, recent.get(blob))))
      const missing = blobs.filter((blob) => !found.has(blob))
      if (missing.length === 0) return found
      const stored = await findModuleRecords(ENGINE_VERSION, missing)
      remember(stored)
      return new Map([...found, ...stored])
    },
    async put(records) {
      remember(records)
      await storeModuleRecords(ENGINE_VERSION, records)
    },
  }
}

function pair(blob: string, record: string | undefined): [string, string][] {
  return record === undefined ? [] : [[blob, record]]
}
