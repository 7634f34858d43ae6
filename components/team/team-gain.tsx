import { formatDay } from '@/components/ui/format-time'
import { Change } from '@/components/ui/score'
import { gainOf } from '@/lib/data/trend-gain'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'
import { RANGE_SINCE } from './range-since'

/** What the title of every gain here says. */
export const LIKE_FOR_LIKE = 'In the same repositories, by the same rules'

/** What a trend gained like for like; on request with since when, and always where that is later than the range says. */
export function TeamGain({
  trend,
  range,
  isDated = false,
}: {
  readonly trend: Trend
  readonly range: Range
  readonly isDated?: boolean
}) {
  const { points, since } = gainOf(trend)
  return (
    <span className="whitespace-nowrap">
      <Change
        isMean
        points={points}
        title={LIKE_FOR_LIKE}
        reason="No repository was judged twice by the same rules."
        className="text-xs"
      />
      {points !== null && (since !== null || isDated) && (
        <span className="text-muted text-xs"> {since === null ? RANGE_SINCE[range] : `since ${formatDay(since)}`}</span>
      )}
    </span>
  )
}
