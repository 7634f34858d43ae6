import { formatDay } from '@/components/ui/format-time'
import { dayBefore, daysBetween } from '@/lib/data/trend-days'
import { type NamedRange, ownDates, type Range } from '@/lib/data/trend-range'

export const RANGE_TITLES: Readonly<Record<NamedRange, string>> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '6m': '6 months',
  '1y': '1 year',
  all: 'All',
  quarter: 'This quarter',
  'last-quarter': 'Last quarter',
}

const SINCE: Readonly<Record<NamedRange, string>> = {
  '7d': 'in 7 days',
  '30d': 'in 30 days',
  '90d': 'in 90 days',
  '6m': 'in 6 months',
  '1y': 'in 12 months',
  all: 'since the first audit',
  quarter: 'this quarter',
  'last-quarter': 'last quarter',
}

/** Over what points were gained, within a sentence. */
export function rangeSince(range: Range): string {
  const own = ownDates(range)
  return own ? `from ${formatDay(own.from)} to ${formatDay(own.to)}` : SINCE[range as NamedRange]
}

/** What stands under a trend's title: which points it has; their days are YYYY-MM-DD, oldest first. */
export function pointsOf(points: readonly { readonly day: string }[], today = dayBefore(0)): string {
  const [last, before, earlier] = [points.at(-1)?.day, points.at(-2)?.day, points.at(-3)?.day]
  if (!last || !before) return 'today'
  const apart = daysBetween(earlier ?? before, earlier ? before : last)
  if (apart <= 1) return 'at the end of each day'
  const each = apart <= 7 ? 'week' : 'month'
  return `at the end of each ${each}, and ${last >= today ? 'today' : `on ${formatDay(last)}`}`
}
