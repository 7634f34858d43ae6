import { describeSet } from '@/components/ui/chart/trend-events'
import { formatDay } from '@/components/ui/format-time'
import { Change } from '@/components/ui/score'
import { gainOf } from '@/lib/data/trend-gain'
import type { Trend } from '@/lib/data/trends'

/** What stands under a trend: of which repositories it is, and what is left of it where these and the rules stayed the same. */
export function TrendCaption({ trend, isOfTeam = false }: { readonly trend: Trend; readonly isOfTeam?: boolean }) {
  const { points, since } = gainOf(trend)
  return (
    <div className="mt-2 grid gap-1 text-muted text-xs">
      <p>{describeSet(trend, isOfTeam)}</p>
      <p>
        In the same repositories, by the same rules{since && `, since ${formatDay(since)}`}:{' '}
        <Change isMean showsUnit points={points} reason="No two points can be compared." />
        {points !== null && '.'}
      </p>
    </div>
  )
}
