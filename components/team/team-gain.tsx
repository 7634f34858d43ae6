import { rangeSince } from '@/components/org/range-words'
import { gainOf } from '@/lib/data/trend-gain'
import type { Range } from '@/lib/data/trend-range'
import type { Trend } from '@/lib/data/trends'
import { GainText } from './gain-text'

/** What a trend gained like for like; with since when where that is later than its range says, or where the range is given. */
export function TeamGain({ trend, range }: { readonly trend: Trend; readonly range?: Range }) {
  return <GainText gain={gainOf(trend)} over={range && rangeSince(range)} />
}
