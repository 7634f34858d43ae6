import type { ReactNode } from 'react'
import { gainedAlike } from '@/components/ui/chart/trend-changes'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'
import { Change } from '@/components/ui/score'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'
import { RangeLinks } from './range-links'
import { pointsOf } from './range-words'

/** A mean score over time, with what of it the same repositories gained by the same rules. */
export function TrendPanel({
  title,
  trend,
  what = 'score',
  range,
  problem,
  href,
  files,
  className,
}: {
  readonly title: string
  readonly trend: Trend
  /** Of what the mean is, where not of the whole score. */
  readonly what?: string
  readonly range: Range
  /** What is wrong with the dates that were asked for. */
  readonly problem?: string | undefined
  /** Builds the address with another range. */
  readonly href: (range: Range) => string
  /** The numbers as files. */
  readonly files?: ReactNode
  readonly className?: string
}) {
  const { points, ruleChanges, steps } = trend
  const isPlain = ruleChanges.length === 0 && steps.every(({ joined, left }) => joined + left === 0)
  return (
    <Panel
      title="Trend"
      note={`Mean ${what} ${pointsOf(points)}`}
      actions={<RangeLinks range={range} problem={problem} href={href} />}
      className={className}
    >
      <TrendLine title={title} points={points} ruleChanges={ruleChanges} steps={steps} />
      {!isPlain && (
        <p className="mt-2 text-muted text-xs">
          Without repositories that joined or left and rules that changed:{' '}
          <Change points={gainedAlike(steps)} reason="No two points can be compared." /> points.
        </p>
      )}
      {files && <div className="mt-2">{files}</div>}
    </Panel>
  )
}
