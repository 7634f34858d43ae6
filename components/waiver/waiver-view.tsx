import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { repositoryPath } from '@/components/ui/paths'
import { Prose } from '@/components/ui/prose'
import { Score } from '@/components/ui/score'
import { VerdictBadge } from '@/components/ui/verdict'
import { revokeWaiver, waiveGap } from '@/lib/actions/waivers'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { dayBefore } from '@/lib/data/trend-days'
import { getWaiverPreview, type WaiverPreview } from '@/lib/data/waivers'
import { RevokeForm } from './revoke-form'
import { WaiverForm } from './waiver-form'
import { WaiverText } from './waiver-text'

const PROPOSED_DAYS = 90

/** The waiver of one gap of a repository: what it does, how to begin or end it, and those before. */
export async function WaiverView({
  org,
  name,
  id,
}: {
  readonly org: string
  readonly name: string
  readonly id: CharacteristicId
}) {
  const preview = await getWaiverPreview(org, name, id)
  const { active, past, isGap, mayWaive, verdict, message } = preview
  const place = [preview.org, preview.name, id] as const
  const back = repositoryPath(preview.org, preview.name, id)
  if (!isGap && !active && past.length === 0) {
    return (
      <Empty title="There is nothing to waive" actions={<ButtonLink href={back}>Back to {preview.name}</ButtonLink>}>
        The latest audit of this repository finds no gap here.
      </Empty>
    )
  }
  return (
    <Panel title={active ? 'Waived' : 'Waive this gap'} note="It changes no verdict and not the score.">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {verdict && (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm [overflow-wrap:anywhere]">
            <VerdictBadge verdict={verdict} />
            <span className="min-w-0">
              <Prose>{message}</Prose>
            </span>
          </p>
        )}
        <div role="status" className="text-sm empty:hidden">
          {active && <WaiverText waiver={active} />}
        </div>
        <Effect preview={preview} />
        {!mayWaive && (
          <p className="text-sm">
            Somebody whom GitHub lets write to this repository, or an owner of the organisation, can{' '}
            {active ? 'revoke' : 'waive'} it.
          </p>
        )}
        {mayWaive && active && (
          <RevokeForm
            revoke={revokeWaiver.bind(null, ...place, active.id)}
            consequence={`The gap counts again from now on. That it was waived by ${active.by} stays on record.`}
          />
        )}
        {mayWaive && isGap && (
          <WaiverForm
            waive={waiveGap.bind(null, ...place)}
            isTaken={active !== null}
            days={{ first: dayBefore(0), last: dayBefore(-365), proposed: dayBefore(-PROPOSED_DAYS) }}
          />
        )}
        {past.length > 0 && (
          <section aria-labelledby="earlier" className="border-t pt-3 text-sm">
            <h3 id="earlier" className="mb-1.5 font-medium text-muted text-xs">
              Earlier waivers
            </h3>
            <ul className="grid gap-2">
              {past.map((waiver) => (
                <li key={waiver.id}>
                  <WaiverText waiver={waiver} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className="text-sm">
          <a href={back} className="link">
            Back to {preview.name}
          </a>
        </p>
      </div>
    </Panel>
  )
}

function Effect({ preview: { score, effective, active, isGap } }: { readonly preview: WaiverPreview }) {
  if (!isGap) return <p className="text-sm">It is no gap any more, so a waiver of it changes nothing.</p>
  return (
    <div className="grid gap-2 text-sm">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Figure name="Score, with or without it" value={score} />
        <Figure name="Effective score without the waiver" value={effective.without} />
        <Figure name={`Effective score with the waiver${active ? ', as now' : ''}`} value={effective.with} />
      </dl>
      <Lowered effective={effective} />
    </div>
  )
}

/** Why a waiver can cost points; nothing where it does not. */
function Lowered({ effective }: Pick<WaiverPreview, 'effective'>) {
  if (effective.without === null || effective.with === null || effective.with >= effective.without) return null
  const points = (effective.without - effective.with).toFixed(1)
  return (
    <p className="max-w-prose">
      The waiver lowers the effective score by {points}. It takes the characteristic out of that score, and this one,
      partly met, is above the mean of the rest.
    </p>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="font-semibold text-lg">
        {value === null ? <Score value={null} reason="Nothing that counts was judged." /> : value.toFixed(1)}
      </dd>
    </div>
  )
}
