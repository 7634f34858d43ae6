import Link from 'next/link'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { Panel } from '@/components/ui/panel'
import { repositoryPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import type { Mover, Movers } from '@/lib/data/movers'
import { WINDOWS } from '@/lib/data/scorecard-query'

/** Repositories whose score moved most; `href` builds the address with another window of days. */
export function MoversPanel({
  org,
  movers,
  days,
  href,
  className,
}: {
  readonly org: string
  readonly movers: Movers
  readonly days: (typeof WINDOWS)[number]
  readonly href: (days: (typeof WINDOWS)[number]) => string
  readonly className?: string
}) {
  return (
    <Panel
      className={className}
      title="Biggest movers"
      note={`Over the last ${days} days`}
      actions={
        <ChoiceLinks
          label="Days to compare with"
          choices={WINDOWS.map((choice) => ({
            href: href(choice),
            label: `${choice} days`,
            current: choice === days,
          }))}
        />
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-4 sm:grid-cols-2">
        <MoverList title="Improved" org={org} movers={movers.up} none="No score rose by a point or more." />
        <MoverList title="Declined" org={org} movers={movers.down} none="No score fell by a point or more." />
      </div>
    </Panel>
  )
}

function MoverList({
  title,
  org,
  movers,
  none,
}: {
  readonly title: string
  readonly org: string
  readonly movers: readonly Mover[]
  readonly none: string
}) {
  return (
    <div>
      <h3 className="text-muted text-xs">{title}</h3>
      {movers.length === 0 && <p className="mt-1 text-muted text-sm">{none}</p>}
      <ol className="mt-1 text-sm">
        {movers.map(({ name, score, change }) => (
          <li key={name} className="flex items-center justify-between gap-3 border-t py-1.5 first:border-0">
            <Link href={repositoryPath(org, name)} className="min-w-0 truncate hover:underline">
              {name}
            </Link>
            <span className="flex shrink-0 items-baseline gap-3">
              <Change points={change} />
              <span className="w-7 text-right text-muted">
                <span className="sr-only">now </span>
                <Score value={score} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
