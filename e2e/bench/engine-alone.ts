import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PackedRecord } from '@/lib/audit/packed-records'
import { createAuditPool, type RecordCache } from '@/lib/audit/pool'
import { db } from '@/lib/data/db'
import { readTarball } from '@/lib/snapshot/tarball'
import { type Cost, costHere } from './child-cost'

/**
 * Judges the stored heads of an organisation from git's own archives, with records kept in memory: what the engine takes
 * without GitHub, queue and database. Git's own processor time is not counted.
 */
export async function auditHeadsAlone(root: string, login: string): Promise<Cost & { readonly audits: number }> {
  const heads = await db().repository.findMany({
    where: { latestAuditId: { not: null } },
    select: { name: true, headCommit: true },
  })
  const pool = createAuditPool({ cache: recordsInMemory() })
  const cost = await costHere(async () => {
    for (const { name, headCommit } of heads) {
      const directory = join(root, 'repositories', login, `${name}.git`)
      const git = spawn('git', ['-C', directory, 'archive', '--format=tar.gz', '--prefix=head/', headCommit ?? ''], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const snapshot = await readTarball(git.stdout, { commit: headCommit, committedAt: new Date(0).toISOString() })
      await pool.audit(snapshot)
    }
  })
  await pool.close()
  return { ...cost, audits: heads.length }
}

function recordsInMemory(): RecordCache {
  const kept = new Map<string, PackedRecord>()
  return {
    get: async (blobs) =>
      new Map(blobs.flatMap((blob) => [kept.get(blob)].flatMap((text) => (text ? [[blob, text] as const] : [])))),
    put: async (records) => {
      for (const [blob, text] of records) kept.set(blob, text)
    },
  }
}
