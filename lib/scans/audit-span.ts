import type { AuditReport } from '@/lib/audit/report'
import { inSpan } from '@/lib/tracing/spans'

type Counted = Pick<AuditReport, 'roles' | 'linesOfCode'>

/** Judges one commit, reading its files included, as a span that tells how much there was to judge. */
export function inAuditSpan<T extends Counted>(repositoryId: bigint, judge: () => Promise<T>): Promise<T> {
  const facts = { 'airworthy.repository.id': String(repositoryId) }
  return inSpan({ name: 'audit', facts }, async (note) => {
    const report = await judge()
    note({ 'airworthy.audit.files': filesOf(report), 'airworthy.audit.lines': report.linesOfCode })
    return report
  })
}

/** Python files, each of which has one role. */
function filesOf({ roles }: Counted): number {
  return Object.values(roles).reduce((sum, { files }) => sum + files, 0)
}
