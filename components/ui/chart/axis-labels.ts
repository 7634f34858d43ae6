import { formatDayAndMonth, formatMonth, formatMonthAndYear } from '../format-time'

export interface AxisLabel {
  /** Index of the point under which it stands. */
  readonly index: number
  readonly text: string
  /** For the title: what the short text leaves out. */
  readonly long: string
  /** On a phone there is room for every third only. */
  readonly isOnPhone: boolean
}

const MOST = 13
const WEEK_OR_SO = 20

/** What stands under the points of a chart: months, days where the points are weeks, years where they are many. */
export function axisLabels(days: readonly string[]): readonly AxisLabel[] {
  const isWeekly = days.length > 1 && daysBetween(days[0] ?? '', days[1] ?? '') < WEEK_OR_SO
  const isLong = days.length > MOST
  const every = Math.ceil(days.length / (isWeekly || isLong ? MOST / 2 : MOST))
  return days.flatMap((day, index) => {
    const fromEnd = days.length - 1 - index
    if (fromEnd % every !== 0) return []
    const text = isWeekly ? formatDayAndMonth(day) : isLong ? formatMonthAndYear(day) : formatMonth(day)
    return [{ index, text, long: formatMonthAndYear(day), isOnPhone: fromEnd % (3 * every) === 0 }]
  })
}

function daysBetween(first: string, second: string): number {
  return (Date.parse(second) - Date.parse(first)) / 86_400_000
}
