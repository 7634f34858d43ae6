import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { waiverPath } from '@/components/ui/paths'
import type { RepositoryWaivers, Waiver } from '@/lib/data/waivers'
import { WaiverText } from './waiver-text'

/** Who waived what in a repository, and until when; nothing where nobody ever did. */
export function WaiversPanel({
  org,
  name,
  waivers: { active, past },
}: {
  readonly org: string
  readonly name: string
  readonly waivers: RepositoryWaivers
}) {
  if (active.length + past.length === 0) return null
  return (
    <Panel title="Waivers" id="waivers" note="They change no verdict and not the score, only the effective one">
      {active.length > 0 ? (
        <WaiverList org={org} name={name} waivers={active} />
      ) : (
        <p className="text-muted text-sm">None counts now.</p>
      )}
      {past.length > 0 && (
        <details className="mt-3 border-t pt-3">
          <summary className="link w-fit list-none text-sm">
            {past.length === 1 ? 'One that is over' : `${past.length} that are over`}
          </summary>
          <div className="mt-2">
            <WaiverList org={org} name={name} waivers={past} />
          </div>
        </details>
      )}
    </Panel>
  )
}

function WaiverList({
  org,
  name,
  waivers,
}: {
  readonly org: string
  readonly name: string
  readonly waivers: readonly Waiver[]
}) {
  return (
    <ul className="grid gap-3 text-sm">
      {waivers.map((waiver) => (
        <li key={waiver.id}>
          <a href={waiverPath(org, name, waiver.characteristic)} className="link">
            {characteristicName(waiver.characteristic)}
          </a>
          <WaiverText waiver={waiver} />
        </li>
      ))}
    </ul>
  )
}
