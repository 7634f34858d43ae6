import { TopVerdict } from '@/components/changes/top-verdict'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { comparePath, repositoryPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import type { Mover, Movers } from '@/lib/data/movers'
import { WINDOWS } from '@/lib/data/scorecard-query'

/** Repositories whose score moved most; `href` builds the address with another window of days. */
export function MoversPanel({
  org,
  movers,
  days,
  href,
  allHref,
  className,
}: {
  readonly org: string
  readonly movers: Movers
  readonly days: (typeof WINDOWS)[number]
  readonly href: (days: (typeof WINDOWS)[number]) => string
  /** Address of all movers. */
  readonly allHref: string
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
      <p className="mt-3 text-sm">
        <Link href={allHref} className="link">
          All that moved
        </Link>
      </p>
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
        {movers.map((mover) => (
          <li key={mover.name} className="border-t py-1.5 first:border-0">
            <span className="flex items-center justify-between gap-3">
              <Link href={repositoryPath(org, mover.name)} className="min-h-6 min-w-0 truncate hover:underline">
                {mover.name}
              </Link>
              <span className="flex shrink-0 items-baseline gap-3">
                <Link
                  href={comparePath(org, mover.name, mover.commitBefore, mover.commit)}
                  title={`Compare the two commits of ${mover.name}`}
                  className="hover:underline"
                >
                  <Change points={mover.change} />
                </Link>
                <span className="w-7 text-right text-muted">
                  <span className="sr-only">now </span>
                  <Score value={mover.score} />
                </span>
              </span>
            </span>
            <TopVerdict org={org} mover={mover} />
          </li>
        ))}
      </ol>
    </div>
  )
}
