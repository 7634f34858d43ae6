import clsx from 'clsx'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { getRepositorySignals, type ShownSignal, SIGNAL_TITLES } from '@/lib/data/repository-signals'
import { ReadSignalsAgain } from './read-signals-again'

/** What GitHub itself says of the repository: facts beside the characteristics, which no score counts. */
export async function SignalsPanel({ org, name }: { readonly org: string; readonly name: string }) {
  const found = await getRepositorySignals(org, name)
  return (
    <Panel
      title="On GitHub"
      note="Settings and results, beside the characteristics: no score counts them"
      actions={
        <ReadSignalsAgain org={org} name={name} readAt={found?.readAt ?? null} isStale={found?.isStale ?? true} />
      }
    >
      {found ? (
        <>
          <dl className="grid gap-2.5 text-sm">
            {found.signals.map((signal) => (
              <Row key={signal.id} signal={signal} />
            ))}
          </dl>
          <p className="mt-3 text-muted text-xs">
            Read <Time at={found.readAt} />
          </p>
        </>
      ) : (
        <p className="text-muted text-sm">GitHub has not been asked yet.</p>
      )}
    </Panel>
  )
}

function Row({ signal: { id, state, detail } }: { readonly signal: ShownSignal }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <dt className="font-medium">{SIGNAL_TITLES[id]}</dt>
      <dd className={clsx('text-right font-medium', TONE[state])}>{wordOf(id, state)}</dd>
      <dd className="col-span-2 text-muted [overflow-wrap:anywhere]">{detail}</dd>
    </div>
  )
}

const TONE = { on: 'text-ink', off: 'text-fail', unknown: 'text-muted' } as const

function wordOf(id: ShownSignal['id'], state: ShownSignal['state']): string {
  if (state === 'unknown') return 'Unknown'
  if (id === 'last-ci-result') return state === 'on' ? 'Succeeded' : 'No success'
  if (id === 'code-owners') return state === 'on' ? 'In place' : 'Not in place'
  return state === 'on' ? 'On' : 'Off'
}
