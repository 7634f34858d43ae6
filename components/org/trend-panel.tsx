import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'
import type { Trend } from '@/lib/data/trends'

export function TrendPanel({
  title,
  trend,
  className,
}: {
  readonly title: string
  readonly trend: Trend
  readonly className?: string
}) {
  return (
    <Panel title="Trend" note="Mean score at the end of each month, and today" className={className}>
      <TrendLine title={title} points={trend.points} ruleChanges={trend.ruleChanges} />
    </Panel>
  )
}
