import { shownScore } from '@/lib/checks/shown-score'
import { formatCount } from '@/lib/checks/wording'
import { signedPoints } from '@/lib/data/signed-points'
import type { SetEvent, TrendStep } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import { ChartTable } from './chart-table'
import type { ChartPoint } from './geometry'
import { describeStep } from './trend-changes'
import { describeSetEvent, eventsUpTo } from './trend-events'

/** The numbers of a trend; with steps also over how many repositories, and what besides code lies between the points. */
export function TrendTable({
  title,
  points,
  steps,
  events,
  ruleChanges,
  valueLabel,
}: {
  readonly title: string
  readonly points: readonly (ChartPoint & { readonly repositories?: number })[]
  readonly steps: readonly TrendStep[]
  readonly events: readonly SetEvent[]
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
      columns={['Day', valueLabel, 'Repositories', 'Besides code', 'Points gained']}
      note="Points gained: since the row before, in the repositories of both rows that were judged by the same rules."
      rows={points.map(({ day, value, repositories = 0 }, index) => [
        formatDay(day),
        rounded(value),
        formatCount(repositories),
        besidesCode(stepTo.get(day), eventsUpTo(events, points[index - 1]?.day ?? null, day)),
        gained(stepTo.get(day)),
      ])}
    />
  )
}

function rounded(value: number | null): string {
  return value === null ? '–' : String(shownScore(value))
}

function besidesCode(step: TrendStep | undefined, events: readonly SetEvent[]): string {
  const told = events.map((event) => `${formatDay(event.day)}: ${describeSetEvent(event)}`)
  const between = describeStep(step)
  return [...(between === '–' ? [] : [between]), ...told].join('; ') || '–'
}

function gained(step: TrendStep | undefined): string {
  return typeof step?.alike === 'number' ? signedPoints(step.alike) : '–'
}
