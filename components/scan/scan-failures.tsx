import type { ScanProgress } from '@/lib/data/scan-progress-schema'

/** Repositories that could not be checked, each with its reason, one press away. */
export function ScanFailures({ failures }: { readonly failures: ScanProgress['failures'] }) {
  if (failures.length === 0) return null
  return (
    <details className="text-sm">
      <summary className="w-fit list-none text-fail underline decoration-current/40 underline-offset-2">
        {failures.length === 1 ? 'One failure' : `${failures.length} failures`}
      </summary>
      <ul className="mt-1 grid gap-1">
        {failures.map(({ repository, phase, reason }) => (
          <li key={`${repository}/${phase}`}>
            <span className="font-medium">{repository}</span>
            <span className="text-muted">
              {phase === 'history' ? ' (history)' : ''}: {reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
