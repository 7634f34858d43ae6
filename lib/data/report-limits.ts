import type { AuditReport } from '@/lib/audit/report'

/** What could not be looked at, in one list of one shape: bounds that were hit, files that are no readable Python. */
export function limitsOf({ limits, unparsed, unreachable }: AuditReport) {
  const reasons = [...new Set(unparsed.map(({ reason }) => reason))]
  return [
    ...limits,
    ...reasons.map((reason) => ({
      kind: 'unparsed',
      message: `Could not be read as Python (${reason}).`,
      paths: unparsed.filter((file) => file.reason === reason).map(({ path }) => path),
    })),
    ...(unreachable.length > 0
      ? [{ kind: 'unreachable', message: 'Nothing that starts or tests the project reaches it.', paths: unreachable }]
      : []),
  ]
}
