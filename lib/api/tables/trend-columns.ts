import 'server-only'
import { CATEGORIES } from '@/lib/checks/rubric'
import { inTenths } from '@/lib/data/signed-points'
import type { TeamDetail } from '@/lib/data/team'
import type { Trend, TrendPoint } from '@/lib/data/trends'
import type { Columns } from './table'

export interface TrendRow extends TrendPoint {
  readonly step: Trend['steps'][number] | undefined
}

/** The points of a trend, each with what lies between it and the one before. */
export function trendRows({ points, steps }: Trend): readonly TrendRow[] {
  return points.map((point) => ({ ...point, step: steps.find(({ day }) => day === point.day) }))
}

/** `value`: what the value of a point is called. */
export function trendColumns(value: 'score' | 'adoption' = 'score'): Columns<TrendRow> {
  return {
    day: ({ day }) => day,
    [value]: ({ value }: TrendRow) => value,
    repositories: ({ repositories }) => repositories,
    joined: ({ step }) => step?.joined ?? null,
    left: ({ step }) => step?.left ?? null,
    rejudged: ({ step }) => step?.rejudged ?? null,
    gainedAlike: ({ step }) => inTenths(step?.alike ?? null),
  }
}

/** A team's trend with that of each category. */
export function teamTrendColumns({ categoryTrends }: TeamDetail): Columns<TrendRow> {
  return {
    ...trendColumns(),
    ...Object.fromEntries(
      CATEGORIES.map(({ id }) => {
        const values = new Map(categoryTrends[id].points.map(({ day, value }) => [day, value]))
        return [id, ({ day }: TrendRow) => values.get(day) ?? null]
      }),
    ),
  }
}
