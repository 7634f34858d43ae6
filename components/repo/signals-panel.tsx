import clsx from 'clsx'
import { Icon, type IconName } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { readSignalsAgain } from '@/lib/actions/signals'
import {
  getRepositorySignals,
  type ShownSignal,
  type ShownSignalId,
  SIGNAL_TITLES,
} from '@/lib/data/repository-signals'
import { ReadSignalsAgain } from './read-signals-again'

const IDS = Object.keys(SIGNAL_TITLES) as ShownSignalId[]

/** What GitHub itself says of the repository: facts beside the characteristics, which no score counts. */
export async function SignalsPanel({ org, name }: { readonly org: string; readonly name: string }) {
  const found = await getRepositorySignals(org, name)
  return (
    <Panel
      title="On GitHub"
      note="Settings and results. They do not change the score."
      actions={
        <ReadSignalsAgain
          readAgain={readSignalsAgain.bind(null, org, name)}
          readAt={found?.readAt ?? null}
          isStale={found?.isStale ?? true}
        />
      }
    >
      <dl className="grid gap-2.5 text-sm">
        {found
          ? found.signals.map((signal) => <Row key={signal.id} signal={signal} />)
          : IDS.map((id) => <UnreadRow key={id} id={id} />)}
      </dl>
      <p className="mt-3 text-muted text-xs">
        {found ? (
          <>
            Read <Time at={found.readAt} />
          </>
        ) : (
          'GitHub has not been asked yet.'
        )}
      </p>
    </Panel>
  )
}

function Row({ signal: { id, state, detail } }: { readonly signal: ShownSignal }) {
  const { icon, tone } = LOOKS[state]
  return (
    <div className={ROW}>
      <dt className="font-medium">{SIGNAL_TITLES[id]}</dt>
      <dd className={clsx('inline-flex items-center justify-end gap-1 font-medium', tone)}>
        {icon && <Icon name={icon} className="size-3.5" />}
        {wordOf(id, state)}
      </dd>
      <dd className="col-span-2 text-muted [overflow-wrap:anywhere]">{detail}</dd>
    </div>
  )
}

/** As high as one that is read, so that the answer moves nothing. */
function UnreadRow({ id }: { readonly id: ShownSignalId }) {
  return (
    <div className={ROW}>
      <dt className="font-medium">{SIGNAL_TITLES[id]}</dt>
      <dd className="text-right text-faint">
        <span aria-hidden="true">–</span>
        <span className="sr-only">Not read yet</span>
      </dd>
      <dd aria-hidden="true" className="col-span-2 flex h-5 items-center">
        <span className="h-2 w-3/5 rounded-full bg-sunken" />
      </dd>
    </div>
  )
}

const ROW = 'grid grid-cols-[minmax(0,1fr)_auto] gap-x-3'

const LOOKS: Readonly<Record<ShownSignal['state'], { readonly icon: IconName | null; readonly tone: string }>> = {
  on: { icon: 'check', tone: 'text-pass' },
  off: { icon: 'cross', tone: 'text-fail' },
  unknown: { icon: null, tone: 'text-unknown' },
}

function wordOf(id: ShownSignalId, state: ShownSignal['state']): string {
  if (state === 'unknown') return 'Unknown'
  if (id === 'last-ci-result') return state === 'on' ? 'Succeeded' : 'No success'
  if (id === 'code-owners') return state === 'on' ? 'In place' : 'Not in place'
  return state === 'on' ? 'On' : 'Off'
}
