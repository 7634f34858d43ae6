import { Icon } from '@/components/ui/icon'
import { LocalClock } from '@/components/ui/local-clock'
import { formatCount } from '@/lib/checks/wording'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { ScanCost } from './scan-cost'
import { ScanFailures } from './scan-failures'
import { waitingReason } from './waiting-reason'

const NAMED = 4

/** How far a scan is, what it does now, and what it cost. */
export function RunningScan({ progress }: { readonly progress: ScanProgress }) {
  const { status, failed, running, waiting, unchanged, audits } = progress
  const counts = [
    status !== 'listing' && `${count(running)} running`,
    status !== 'listing' && `${count(waiting)} waiting`,
    failed > 0 && `${count(failed)} failed`,
    unchanged > 0 && `${count(unchanged)} unchanged`,
    status !== 'listing' && `${count(audits, 'commit')} audited`,
  ].filter((fact) => fact !== false)
  return (
    <div className="grid gap-2">
      <h2 className="font-semibold text-body">{headline(progress)}</h2>
      <progress
        aria-label="Repositories checked"
        max={Math.max(1, progress.steps)}
        value={status === 'listing' ? undefined : progress.stepsDone}
        className="forced-frame h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken motion-safe:indeterminate:animate-pulse motion-safe:indeterminate:bg-line-strong [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-ink [&::-webkit-progress-value]:transition-[width]"
      />
      <p className="text-muted text-sm">
        {counts.join(' · ')}
        <ScanCost progress={progress} isFirst={counts.length === 0} />
      </p>
      <Now progress={progress} />
      <ScanFailures failures={progress.failures} />
      <noscript>
        <p className="text-muted text-sm">Reload the page to see how far it is.</p>
      </noscript>
    </div>
  )
}

/** One line whatever it says, so that what stands below does not jump. */
function Now({ progress: { status, waitingUntil, reason, current } }: { readonly progress: ScanProgress }) {
  if (waitingUntil) {
    return (
      <p className="flex gap-1.5 text-sm text-unknown">
        <Icon name="clock" className="mt-0.5 size-4" />
        <span>
          <span className="font-medium">
            Waiting for GitHub until <LocalClock at={waitingUntil} />, then goes on by itself.
          </span>{' '}
          {reason && waitingReason(reason)}
        </span>
      </p>
    )
  }
  const others = current.length - NAMED
  return (
    <p className="truncate text-muted text-sm">
      {current.length > 0
        ? `Now: ${current.slice(0, NAMED).join(', ')}${others > 0 ? ` and ${others} more` : ''}`
        : status === 'listing'
          ? 'What did not change is not read again.'
          : 'Waiting for a free worker.'}
    </p>
  )
}

function headline({ status, heads, headsDone, total, done, failed }: ScanProgress): string {
  if (status === 'listing') return 'Asking GitHub what changed'
  if (headsDone < heads) return `Checked ${count(headsDone)} of ${count(heads, 'repository', 'repositories')}`
  return `Filling in the past year: ${count(done + failed)} of ${count(total, 'repository', 'repositories')}`
}

function count(number: number, noun?: string, plural = `${noun}s`): string {
  const digits = formatCount(number)
  return noun ? `${digits} ${number === 1 ? noun : plural}` : digits
}
