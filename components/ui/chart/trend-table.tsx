import { signedPoints } from '@/lib/data/signed-points'
import type { TrendStep } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import { ChartTable } from './chart-table'
import type { ChartPoint } from './geometry'
import { describeStep } from './trend-changes'

/** The numbers of a trend; with steps also over how many repositories, and what besides code lies between the points. */
export function TrendTable({
  title,
  points,
  steps,
  ruleChanges,
  valueLabel,
}: {
  readonly title: string
  readonly points: readonly (ChartPoint & { readonly repositories?: number })[]
  readonly steps: readonly TrendStep[]
  readonly ruleChanges: readonly string[]
  readonly valueLabel: string
}) {
  if (steps.length === 0) {
    return (
      <ChartTable
        caption={title}
        columns={['Day', valueLabel, ...(ruleChanges.length > 0 ? ['Rules'] : [])]}
        rows={points.map(({ day, value }) => [
          formatDay(day),
          rounded(value),
          ...(ruleChanges.length > 0 ? [ruleChanges.includes(day) ? 'Changed' : '–'] : []),
        ])}
      />
    )
  }
  const stepTo = new Map(steps.map((step) => [step.day, step]))
  return (
    <ChartTable
      caption={title}
      columns={['Day', valueLabel, 'Repositories', 'Besides code', 'Gained alike']}
      note="Gained alike: points since the row before, in the repositories of both rows that were judged by the same rules. Earlier rows, too, count only repositories that you can see today."
      rows={points.map(({ day, value, repositories = 0 }) => [
        formatDay(day),
        rounded(value),
        repositories.toLocaleString('en-GB'),
        describeStep(stepTo.get(day)),
        gained(stepTo.get(day)),
      ])}
    />
  )
}

function rounded(value: number | null): string {
  return value === null ? '–' : String(Math.round(value))
}

function gained(step: TrendStep | undefined): string {
  return typeof step?.alike === 'number' ? signedPoints(step.alike) : '–'
}
