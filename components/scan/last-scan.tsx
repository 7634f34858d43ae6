import { formatAgo, formatInstant } from '@/components/ui/format-time'
import { Icon } from '@/components/ui/icon'
import { plural } from '@/lib/checks/wording'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { ScanCost } from './scan-cost'
import { ScanFailures } from './scan-failures'

/** What came of the last scan, in a line or two. */
export function LastScan({ progress }: { readonly progress: ScanProgress }) {
  const { status, reason, done, failed, unchanged, audits } = progress
  const at = progress.finishedAt ?? progress.startedAt
  return (
    <div className="grid gap-1 text-sm">
      <p>
        {status === 'failed' ? (
          <span className="inline-flex items-center gap-1.5 font-medium text-fail">
            <Icon name="warning" />
            The last scan failed
          </span>
        ) : (
          <span className="font-medium">{progress.scope === 'organisation' ? 'Scanned' : 'Re-checked'}</span>
        )}{' '}
        <time dateTime={at} title={formatInstant(at)} suppressHydrationWarning>
          {formatAgo(at, Date.now())}
        </time>
        <span className="text-muted">
          {[
            ` · ${done} checked`,
            unchanged > 0 && `${unchanged} unchanged`,
            failed > 0 && `${failed} failed`,
            audits > 0 && `${plural(audits, 'commit')} audited`,
          ]
            .filter(Boolean)
            .join(' · ')}
          <ScanCost progress={progress} />
        </span>
      </p>
      {status === 'failed' && reason && <p className="text-muted">{reason}</p>}
      <ScanFailures failures={progress.failures} />
    </div>
  )
}
