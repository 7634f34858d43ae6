import { Icon } from '@/components/ui/icon'
import { readinessBy } from '@/lib/checks/readiness'
import type { ReadyBar } from '@/lib/data/ready'
import type { RepositoryAudit } from '@/lib/data/repository'
import { whyNotReady } from './ready-words'

/** Whether the repository as a whole is ready for production by the organisation's bar, and else what it lacks. */
export function ReadyLine({ audit, bar }: { readonly audit: RepositoryAudit; readonly bar: ReadyBar }) {
  const readiness = readinessBy(bar, audit.score, audit.results)
  if (readiness.isReady) {
    return (
      <p className="mt-3 flex items-center gap-1.5 font-medium text-pass text-sm">
        <Icon name="check" />
        Ready for production
      </p>
    )
  }
  return (
    <p className="mt-3 text-sm">
      <strong className="font-semibold">Not ready:</strong> {whyNotReady(readiness, audit.score, bar.score)}.
    </p>
  )
}
