import { Icon, type IconName } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import { Day } from '@/components/ui/time'
import { formatCount } from '@/lib/checks/wording'
import { type PaceState, paceOf } from '@/lib/data/campaign-pace'
import type { Campaign, CampaignCount } from '@/lib/data/campaigns'
import { DoneBar } from './done-bar'

const STATES: Readonly<Record<PaceState, { readonly text: string; readonly look: string; readonly icon: IconName }>> = {
  done: { text: 'Reached', look: 'text-pass', icon: 'check' },
  'on-track': { text: 'On track', look: 'text-pass', icon: 'check' },
  behind: { text: 'Not on track', look: 'text-fail', icon: 'warning' },
  missed: { text: 'Not reached in time', look: 'text-fail', icon: 'cross' },
  early: { text: 'Too early to say', look: 'text-unknown', icon: 'clock' },
  empty: { text: 'Nothing in scope', look: 'text-unknown', icon: 'warning' },
}

/** How many are done, and whether that is fast enough. */
export function ProgressPanel({
  campaign,
  count: { done, scope },
  pace: asked,
  rulesChanged,
}: {
  readonly campaign: Campaign
  readonly count: CampaignCount
  /** What its pace is worked out from. */
  readonly pace: Parameters<typeof paceOf>[0]
  /** Other rules judge some since it began. */
  readonly rulesChanged: boolean
}) {
  const { createdOn, createdBy, targetOn, endedOn } = campaign
  const pace = paceOf(asked)
  const { text, look, icon } = STATES[pace.state]
  return (
    <Panel title="Progress" note="Over the repositories that you can see">
      <p className="flex items-baseline gap-1.5">
        <span className="font-semibold text-5xl leading-none tracking-tight">{formatCount(done)}</span>
        <span className="text-muted text-sm">of {formatCount(scope)} done</span>
      </p>
      <div className="mt-3">
        <DoneBar done={done} scope={scope} />
      </div>
      {!endedOn && (
        <div className="mt-4 grid gap-1 text-sm">
          <p className={`flex items-center gap-1.5 font-medium ${look}`}>
            <Icon name={icon} /> {text}
          </p>
          <p className="text-muted">{pace.because}</p>
          {rulesChanged && (
            <p className="text-unknown">
              Other rules judge some of them since it began, so a part of the change may not be the code’s doing.
            </p>
          )}
        </div>
      )}
      <dl className="mt-5 grid gap-2 text-sm">
        <Fact name="Left">{formatCount(scope - done)}</Fact>
        <Fact name="Last day">
          <Day day={targetOn} />
        </Fact>
        <Fact name="Begun">
          <Day day={createdOn} /> by {createdBy}
        </Fact>
      </dl>
      <p className="mt-3 text-muted text-xs">
        Repositories that were never audited
        {campaign.goal.characteristic !== null && ', or to which it does not apply,'} are not in scope.
      </p>
    </Panel>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-t pt-2">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right font-medium [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
