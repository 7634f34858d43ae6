import { createAuditPool } from '@/lib/audit/pool'
import type { AuditReport } from '@/lib/audit/report'
import { AppError } from '@/lib/errors'
import { DEFAULT_BOUNDS, downloadArchive } from '@/lib/github/archive-download'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'

/** What became of one archive. */
export type Outcome =
  | { readonly kind: 'judged'; readonly report: AuditReport; readonly failures: readonly string[] }
  /** It is read from git's objects instead, file by file and within their bounds. */
  | { readonly kind: 'cut'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string; readonly code: string }

// Reads the archives behind these addresses at once, as the worker does with those of several repositories, with one pool.
const failures: string[] = []
const pool = createAuditPool({ threads: 2, onError: (id, error) => failures.push(`${id}: ${String(error)}`) })
const outcomes = await Promise.all(process.argv.slice(2).map(auditArchive))
await pool.close()
process.stdout.write(JSON.stringify(outcomes))

async function auditArchive(link: string): Promise<Outcome> {
  try {
    const turn = { leave: () => undefined, end: async () => null }
    const archive = await downloadArchive(link, 'the archive', turn, DEFAULT_BOUNDS)
    const snapshot = await readTarball(archive, { commit: 'c'.repeat(40), committedAt: '2025-01-01T00:00:00.000Z' })
    archive.destroy()
    const cut = cutBy(snapshot)
    if (cut) return { kind: 'cut', message: cut }
    const report = await pool.audit(snapshot)
    return { kind: 'judged', report, failures }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'refused', message: error.message, code: error.code }
  }
}

function cutBy({ limits }: RepoSnapshot): string | undefined {
  return limits.find(({ kind }) => kind === 'truncated' || kind === 'entries' || kind === 'total-bytes')?.message
}
