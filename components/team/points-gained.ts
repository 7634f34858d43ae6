import type { TrendPoint } from '@/lib/data/trends'

/** Points from the first value of a trend to its last; null where there are not two. */
export function pointsGained(points: readonly Pick<TrendPoint, 'value'>[]): number | null {
  const known = points.flatMap(({ value }) => value ?? [])
  const first = known[0]
  const last = known.at(-1)
  return known.length < 2 || first === undefined || last === undefined ? null : last - first
}
