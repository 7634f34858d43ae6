import { formatDay } from '@/components/ui/format-time'
import { Change } from '@/components/ui/score'
import type { Gain } from '@/lib/data/trend-gain'

/** What the title of every gain here says. */
export const LIKE_FOR_LIKE = 'In the same repositories, by the same rules'

/** What was gained like for like; with since when where that is later than the range says, or else over what. */
export function GainText({ gain: { points, since }, over }: { readonly gain: Gain; readonly over?: string }) {
  const when = since === null ? over : `since ${formatDay(since)}`
  return (
    <span className="whitespace-nowrap">
      <Change
        isMean
        points={points}
        title={LIKE_FOR_LIKE}
        reason="No repository was judged twice by the same rules."
        className="text-xs"
      />
      {points !== null && when && <span className="text-muted text-xs">{` ${when}`}</span>}
    </span>
  )
}
