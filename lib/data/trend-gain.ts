import type { Trend, TrendStep } from './trends'

/**
 * Points gained from step to step in the repositories of both ends that were judged by the same rules, added up; null
 * when no step can be compared.
 */
export function gainedAlike(steps: readonly TrendStep[]): number | null {
  const known = steps.flatMap(({ alike }) => alike ?? [])
  return known.length === 0 ? null : known.reduce((sum, gained) => sum + gained, 0)
}

export interface Gain {
  /** In the same repositories, by the same rules; null when no two points can be compared. */
  readonly points: number | null
  /** YYYY-MM-DD from which on it is measured, where that is later than the first point of the trend. */
  readonly since: string | null
}

/** What a trend gained like for like, and since when where not over its whole range. */
export function gainOf({ points, steps }: Pick<Trend, 'points' | 'steps'>): Gain {
  const first = steps.find(({ alike }) => alike !== null)
  const begin = points.findIndex(({ day }) => day === first?.day) - 1
  const since = begin > 0 ? (points[begin]?.day ?? null) : null
  return { points: gainedAlike(steps), since }
}
