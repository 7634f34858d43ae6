import { rangeSince } from '@/components/org/range-words'
import { formatDay } from '@/components/ui/format-time'
import { Change } from '@/components/ui/score'
import { gainOf } from '@/lib/data/trend-gain'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'

/** What the title of every gain here says. */
export const LIKE_FOR_LIKE = 'In the same repositories, by the same rules'

/** What a trend gained like for like; with since when where that is later than its range says, or where the range is given. */
export function TeamGain({ trend, range }: { readonly trend: Trend; readonly range?: Range }) {
  const { points, since } = gainOf(trend)
  const when = since === null ? range && rangeSince(range) : `since ${formatDay(since)}`
  return (
    <span className="whitespace-nowrap">
      <Change
        isMean
        points={points}
        title={LIKE_FOR_LIKE}
        reason="No repository was judged twice by the same rules."
        className="text-xs"
      />
      {points !== null && when && <span className="text-muted text-xs"> {when}</span>}
    </span>
  )
}
