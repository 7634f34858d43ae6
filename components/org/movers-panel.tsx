import { ChoiceLinks } from '@/components/ui/choice-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import type { Movers } from '@/lib/data/movers'
import { WINDOWS } from '@/lib/data/scorecard-query'
import { MoverList } from './mover-list'

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
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 sm:grid-cols-2">
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
