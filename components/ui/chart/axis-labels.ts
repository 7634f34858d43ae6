import { dayBefore, daysBetween } from '@/lib/data/trend-days'
import { formatDayAndMonth, formatMonthAndYear } from '../format-time'

export interface AxisLabel {
  /** YYYY-MM-DD: where it stands. */
  readonly day: string
  readonly text: string
  /** On a phone there is room for every second only. */
  readonly isOnPhone: boolean
}

const GAPS = 4
/** Up to so many days, days are named; over longer times months with their years. */
const MOST_NAMED_DAYS = 200

/** What stands under a chart from one day (YYYY-MM-DD) to another: both, and days evenly between them. */
export function axisLabels(first: string, last: string): readonly AxisLabel[] {
  if (!first || !last) return []
  const length = daysBetween(first, last)
  const name = length > MOST_NAMED_DAYS ? formatMonthAndYear : formatDayAndMonth
  const gaps = Math.min(GAPS, length)
  return Array.from({ length: gaps + 1 }, (_, index) => {
    const day = dayBefore(Math.round(((gaps - index) * length) / (gaps || 1)), new Date(last))
    return { day, text: name(day), isOnPhone: index % 2 === 0 || gaps < GAPS }
  })
}
