import { formatCount } from '@/lib/checks/wording'
import type { TrendStep } from '@/lib/data/trends'
import type { DayMark } from './day-marks'
import type { ChartPoint } from './geometry'
import type { ChartReading, ReadingSeries } from './reading'
import { describeSetChange } from './trend-changes'

export interface DayNote {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly text: string
}

/** What lies between the points of a trend besides code, each at its day. */
export function marksOf(ruleChanges: readonly string[], steps: readonly TrendStep[]): readonly DayMark[] {
  return [
    ...ruleChanges.map((day) => ({ day, kind: 'rules' as const, text: 'The rules changed' })),
    ...steps
      .filter(({ joined, left }) => joined + left > 0)
      .map((step) => ({ day: step.day, kind: 'set' as const, text: describeSetChange(step) })),
  ]
}

/** What a trend tells point by point; a note is told with the first point that is not before it. */
export function trendReading({
  title,
  valueLabel,
  points,
  steps,
  notes,
}: {
  readonly title: string
  readonly valueLabel: string
  readonly points: readonly (ChartPoint & { readonly repositories?: number })[]
  readonly steps: readonly TrendStep[]
  readonly notes: readonly DayNote[]
}): ChartReading {
  const stepTo = new Map(steps.map((step) => [step.day, step]))
  const told = new Map<number, string[]>()
  const tell = (day: string, text: string) => {
    const index = points.findIndex((point) => point.day >= day)
    if (index >= 0) told.set(index, [...(told.get(index) ?? []), text])
  }
  for (const { day, text } of notes) tell(day, text)
  for (const { day, rejudged } of steps) {
    if (rejudged > 0) tell(day, `Other rules for ${formatCount(rejudged)}`)
  }
  return {
    title,
    days: points.map(({ day }) => day),
    series: [
      { name: valueLabel, values: points.map(({ value }) => tenths(value)), none: 'none' },
      ...seriesOf('Repositories', steps.length > 0 ? points.map(({ repositories }) => repositories ?? null) : []),
      ...seriesOf(
        'Points gained',
        points.map(({ day }) => tenths(stepTo.get(day)?.alike ?? null)),
        true,
      ),
    ],
    notes: [...told].sort(([a], [b]) => a - b).map(([index, texts]) => [index, ...texts]),
    top: 100,
  }
}

/** None where nothing is known. */
function seriesOf(name: string, values: readonly (number | null)[], signed?: true): ReadingSeries[] {
  return values.every((value) => value === null) ? [] : [{ name, values, ...(signed && { signed }) }]
}

function tenths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}
