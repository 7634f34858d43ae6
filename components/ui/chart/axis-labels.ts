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
/** Up to so many days, days are named; over longer times the first days of months. */
const MOST_NAMED_DAYS = 200
/** Months between two names, so that the names of every year are of the same months. */
const MONTH_STEPS = [1, 2, 3, 4, 6, 12] as const

/** What stands under a chart from one day (YYYY-MM-DD) to another: both and days evenly between them, or some months. */
export function axisLabels(first: string, last: string): readonly AxisLabel[] {
  if (!first || !last) return []
  return daysBetween(first, last) > MOST_NAMED_DAYS ? monthLabels(first, last) : dayLabels(first, last)
}

function dayLabels(first: string, last: string): readonly AxisLabel[] {
  const length = daysBetween(first, last)
  const gaps = Math.min(GAPS, length)
  return Array.from({ length: gaps + 1 }, (_, index) => {
    const day = dayBefore(Math.round(((gaps - index) * length) / (gaps || 1)), new Date(last))
    return { day, text: formatDayAndMonth(day), isOnPhone: index % 2 === 0 || gaps < GAPS }
  })
}

function monthLabels(first: string, last: string): readonly AxisLabel[] {
  const months = monthsBetween(first, last)
  const yearly = Math.ceil(months.length / 12 / (GAPS + 1)) * 12
  const step = MONTH_STEPS.find((each) => months.length / each <= GAPS + 1) ?? yearly
  const named = months.filter((month) => month % step === 0)
  return named.map((month, index) => {
    const day = firstDayOf(month)
    return { day, text: formatMonthAndYear(day), isOnPhone: index % 2 === 0 || named.length < GAPS }
  })
}

/** The months that begin in a time, counted from the year 0. */
function monthsBetween(first: string, last: string): readonly number[] {
  const [from, to] = [monthOf(first), monthOf(last)]
  const begun = firstDayOf(from) < first ? from + 1 : from
  return Array.from({ length: to - begun + 1 }, (_, index) => begun + index)
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

function firstDayOf(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
}
