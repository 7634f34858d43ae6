import { Empty } from '@/components/ui/empty'
import { LocalClock } from '@/components/ui/local-clock'
import { Panel } from '@/components/ui/panel'
import { orgPath } from '@/components/ui/paths'
import { Time } from '@/components/ui/time'
import { formatCount, plural } from '@/lib/checks/wording'
import { getScansUnderWay, type ScanUnderWay } from '@/lib/data/operated-scans'

/** Scans of whole organisations and how far they are. */
export async function ScansPanel() {
  const { scans, rechecks } = await getScansUnderWay()
  return (
    <Panel
      title="Scans under way"
      note={
        rechecks === 0
          ? undefined
          : `And ${plural(rechecks, 'single repository', 'single repositories')} being re-checked.`
      }
    >
      {scans.length === 0 ? (
        <Empty title="No organisation is being scanned" level="h3">
          Each is scanned once a day, and when somebody asks for it.
        </Empty>
      ) : (
        <ul className="grid gap-4">
          {scans.map((scan) => (
            <Scan key={scan.id} scan={scan} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Scan({ scan }: { readonly scan: ScanUnderWay }) {
  const { organisation, status, steps, stepsDone, failed, apiRequests, startedAt, waitingUntil } = scan
  const name = organisation ?? 'An organisation that GitHub does not show you'
  return (
    <li className="grid gap-1 text-sm">
      <p className="font-medium [overflow-wrap:anywhere]">
        {organisation === null ? (
          name
        ) : (
          <a href={orgPath(organisation)} className="link">
            {name}
          </a>
        )}
      </p>
      <progress
        aria-label={`Progress of the scan of ${name}`}
        max={Math.max(1, steps)}
        value={status === 'listing' ? undefined : stepsDone}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-ink"
      />
      <p className="text-muted">
        {status === 'listing' ? 'Asking GitHub what changed' : `${formatCount(stepsDone)} of ${plural(steps, 'step')}`}
        {failed > 0 && `, ${formatCount(failed)} failed`}, {plural(apiRequests, 'request')} to GitHub, begun{' '}
        <Time at={startedAt} />
      </p>
      {waitingUntil && (
        <p className="font-medium text-unknown">
          Waits for GitHub until <LocalClock at={waitingUntil} />, then goes on by itself.
        </p>
      )}
    </li>
  )
}
