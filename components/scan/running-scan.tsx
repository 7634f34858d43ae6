import { LocalClock } from '@/components/ui/local-clock'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { ScanCost } from './scan-cost'
import { ScanFailures } from './scan-failures'

const NAMED = 4

/** How far a scan is, what it does now, and what it cost. */
export function RunningScan({ progress }: { readonly progress: ScanProgress }) {
  const { status, reason, waitingUntil, failed, running, waiting, unchanged, audits, current } = progress
  return (
    <div className="grid gap-2">
      <h2 className="font-semibold text-[0.9375rem]">
        {headline(progress)}
        {waitingUntil && (
          <span className="block font-medium text-unknown">
            Waiting for GitHub until <LocalClock at={waitingUntil} />, then goes on by itself
          </span>
        )}
      </h2>
      {waitingUntil && reason && <p className="text-muted text-sm">{reason}</p>}
      <progress
        aria-label="Repositories checked"
        max={Math.max(1, progress.steps)}
        value={status === 'listing' ? undefined : progress.stepsDone}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken motion-safe:indeterminate:animate-pulse motion-safe:indeterminate:bg-line-strong [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-ink [&::-webkit-progress-value]:transition-[width]"
      />
      <p className="text-muted text-sm">
        {[
          `${running} running`,
          `${waiting} waiting`,
          failed > 0 && `${failed} failed`,
          unchanged > 0 && `${unchanged} unchanged`,
          `${count(audits, 'commit')} audited`,
        ]
          .filter(Boolean)
          .join(' · ')}
        <ScanCost progress={progress} />
      </p>
      {current.length > 0 && (
        <p className="truncate text-muted text-sm">
          Now: {current.slice(0, NAMED).join(', ')}
          {current.length > NAMED && ` and ${current.length - NAMED} more`}
        </p>
      )}
      <ScanFailures failures={progress.failures} />
      <noscript>
        <p className="text-muted text-sm">Reload the page to see how far it is.</p>
      </noscript>
    </div>
  )
}

function headline({ status, heads, headsDone, total, done, failed }: ScanProgress): string {
  if (status === 'listing') return 'Asking GitHub what changed'
  if (headsDone < heads) return `Checked ${headsDone} of ${heads} repositories`
  return `Filling in the past year: ${done + failed} of ${total} repositories`
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`
}
