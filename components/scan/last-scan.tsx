import { formatAgo, formatInstant } from '@/components/ui/format-time'
import { Icon } from '@/components/ui/icon'
import { formatCount, plural } from '@/lib/checks/wording'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { ScanCost } from './scan-cost'
import { ScanFailures } from './scan-failures'

/** What came of the last scan, in a line or two; a re-check of one repository stands after the last scan of all. */
export function LastScan({ progress }: { readonly progress: ScanProgress }) {
  const { scope, status, reason, done, audits, lastOfAll } = progress
  const isOfAll = scope === 'organisation'
  return (
    <div className="grid gap-1 text-sm">
      {lastOfAll && (
        <p>
          <Outcome hasFailed={lastOfAll.status === 'failed'} at={lastOfAll.at} {...OF_ALL} />
          <span className="text-muted">{factsOf({ ...lastOfAll, checked: lastOfAll.done })}</span>
        </p>
      )}
      <p>
        <Outcome
          hasFailed={status === 'failed'}
          at={progress.finishedAt ?? progress.startedAt}
          {...(isOfAll ? OF_ALL : ofOne(progress.repository))}
        />
        <span className="text-muted">
          {factsOf({ ...progress, checked: isOfAll ? done : null })}
          {audits > 0 && ` · ${plural(audits, 'commit')} audited`}
          <ScanCost progress={progress} />
        </span>
      </p>
      {status === 'failed' && reason && <p className="text-muted">{reason}</p>}
      <ScanFailures failures={progress.failures} />
    </div>
  )
}

const OF_ALL = { did: 'Scanned', didNot: 'The last scan failed' } as const

function factsOf({
  checked,
  unchanged,
  failed,
}: Pick<ScanProgress, 'unchanged' | 'failed'> & { readonly checked: number | null }): string {
  return [
    checked !== null && `${formatCount(checked)} checked`,
    unchanged > 0 && `${formatCount(unchanged)} unchanged`,
    failed > 0 && `${formatCount(failed)} failed`,
  ]
    .filter((fact) => fact !== false)
    .map((fact) => ` · ${fact}`)
    .join('')
}

function ofOne(repository: string | null) {
  const name = repository ?? 'one repository'
  return { did: `Re-checked ${name}`, didNot: `The re-check of ${name} failed` }
}

function Outcome({
  hasFailed,
  at,
  did,
  didNot,
}: {
  readonly hasFailed: boolean
  readonly at: string
  readonly did: string
  readonly didNot: string
}) {
  return (
    <>
      {hasFailed ? (
        <span className="inline-flex items-center gap-1.5 font-medium text-fail">
          <Icon name="warning" />
          {didNot}
        </span>
      ) : (
        <span className="font-medium">{did}</span>
      )}{' '}
      <time dateTime={at} title={formatInstant(at)} suppressHydrationWarning>
        {formatAgo(at, Date.now())}
      </time>
    </>
  )
}
