import type { ReactNode } from 'react'
import { RangeLinks } from '@/components/org/range-links'
import { pointsOf } from '@/components/org/range-words'
import { TrendCaption } from '@/components/org/trend-caption'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'
import { VERDICT_TITLES, VerdictIcon } from '@/components/ui/verdict'
import { VERDICTS } from '@/lib/checks/rubric'
import { formatCount } from '@/lib/checks/wording'
import { adoptionOf } from '@/lib/data/adoption'
import type { Standings } from '@/lib/data/characteristic'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'
import { VerdictShares } from './verdict-shares'

/** How many pass today, and how that came about. */
export function AdoptionPanels({
  name,
  counts,
  isNarrowed,
  trend,
  range,
  problem,
  href,
  files,
}: {
  readonly name: string
  readonly counts: Standings['counts']
  /** The counts and the trend are of a team or kind only. */
  readonly isNarrowed: boolean
  readonly trend: Trend
  readonly range: Range
  readonly problem: string | undefined
  /** Builds the address with another range. */
  readonly href: (range: Range) => string
  /** The numbers of the trend as files. */
  readonly files: ReactNode
}) {
  const adoption = adoptionOf(counts)
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <Panel
        title="Adoption"
        note={isNarrowed ? 'Of the chosen team and kind' : 'Of all repositories that you can see'}
      >
        <p className="flex items-baseline gap-2">
          <span className="font-semibold text-5xl leading-none tracking-tight">
            {adoption === null ? '–' : `${Math.round(adoption)} %`}
          </span>
          <span className="text-muted text-sm">
            {adoption === null
              ? 'judged nowhere'
              : `pass, of ${formatCount(counts.pass + counts.partial + counts.fail)} judged`}
          </span>
        </p>
        <VerdictShares counts={counts} className="mt-4" />
        <dl className="mt-4 grid gap-1.5 text-sm">
          {VERDICTS.map((verdict) => (
            <div key={verdict} className="flex items-baseline justify-between gap-3">
              <dt className="flex items-center gap-2 text-muted">
                <span aria-hidden="true">
                  <VerdictIcon verdict={verdict} className="size-3.5" />
                </span>
                {VERDICT_TITLES[verdict]}
              </dt>
              <dd className="font-medium">{formatCount(counts[verdict])}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel
        title="Over time"
        note={`Per cent that pass ${pointsOf(trend.points)}${isNarrowed ? ', of the repositories that the chosen team and kind have today' : ''}`}
        actions={<RangeLinks range={range} problem={problem} href={href} />}
      >
        <TrendLine
          title={`Adoption of ${name}`}
          points={trend.points}
          ruleChanges={trend.ruleChanges}
          steps={trend.steps}
          events={trend.events}
          valueLabel="Per cent that pass"
        />
        <TrendCaption trend={trend} />
        <div className="mt-2">{files}</div>
      </Panel>
    </div>
  )
}
