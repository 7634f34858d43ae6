import type { ReactNode } from 'react'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'
import { RangeLinks } from './range-links'
import { pointsOf } from './range-words'
import { TrendCaption } from './trend-caption'

/** A mean score over time, with what of it the same repositories gained by the same rules. */
export function TrendPanel({
  title,
  trend,
  what = 'score',
  range,
  problem,
  isOfTeam = false,
  href,
  files,
  className,
  children,
}: {
  readonly title: string
  readonly trend: Trend
  /** Of what the mean is, where not of the whole score. */
  readonly what?: string
  readonly range: Range
  /** What is wrong with the dates that were asked for. */
  readonly problem?: string | undefined
  readonly isOfTeam?: boolean
  /** Builds the address with another range. */
  readonly href: (range: Range) => string
  /** The numbers as files. */
  readonly files?: ReactNode
  readonly className?: string
  /** What else there is to know of it. */
  readonly children?: ReactNode
}) {
  const { points, ruleChanges, steps, events } = trend
  return (
    <Panel
      title="Trend"
      note={`Mean ${what} ${pointsOf(points)}`}
      actions={<RangeLinks range={range} problem={problem} href={href} />}
      className={className}
    >
      <TrendLine title={title} points={points} ruleChanges={ruleChanges} steps={steps} events={events} />
      <TrendCaption trend={trend} isOfTeam={isOfTeam} />
      {children}
      {files && <div className="mt-2">{files}</div>}
    </Panel>
  )
}
