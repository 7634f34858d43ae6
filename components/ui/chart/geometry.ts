export interface ChartPoint {
  /** Day, YYYY-MM-DD. */
  readonly day: string
  /** 0 to 100; null breaks the line. */
  readonly value: number | null
}

export interface Dot {
  readonly x: number
  readonly y: number
  readonly index: number
}

/** Points in a box of 100 by 100, y downwards, evenly spaced; one list per unbroken run. */
export function segments(points: readonly ChartPoint[], domain: readonly [number, number] = [0, 100]): Dot[][] {
  const [low, high] = domain
  const runs: Dot[][] = []
  let run: Dot[] = []
  for (const [index, { value }] of points.entries()) {
    if (value === null) {
      if (run.length > 0) runs.push(run)
      run = []
      continue
    }
    const x = points.length === 1 ? 50 : (index / (points.length - 1)) * 100
    run.push({ x, y: 100 - ((value - low) / (high - low)) * 100, index })
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** The `d` of a path through the dots. */
export function linePath(dots: readonly Dot[]): string {
  return dots.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('')
}

/** The `d` of the area between the dots and the bottom. */
export function areaPath(dots: readonly Dot[]): string {
  const first = dots[0]
  const last = dots.at(-1)
  if (!first || !last) return ''
  return `${linePath(dots)}L${last.x.toFixed(2)} 100L${first.x.toFixed(2)} 100Z`
}

/** One sentence for who can't see the chart. */
export function describeTrend(points: readonly ChartPoint[]): string {
  const known = points.filter((point) => point.value !== null)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last || first.value === null || last.value === null) return 'No scores yet.'
  if (first === last) return `${Math.round(last.value)} on ${last.day}.`
  return `From ${Math.round(first.value)} on ${first.day} to ${Math.round(last.value)} on ${last.day}.`
}

/** Where a day lies between the points that stand evenly, 0 to 100; null for one outside of them or without a second point. */
export function positionOf(day: string, points: readonly ChartPoint[]): number | null {
  const after = points.findIndex((point) => point.day >= day)
  const [next, before] = [points[after], points[after - 1]]
  if (!next || points.length < 2) return null
  if (!before) return next.day === day ? 0 : null
  const share = (Date.parse(day) - Date.parse(before.day)) / (Date.parse(next.day) - Date.parse(before.day))
  return ((after - 1 + share) / (points.length - 1)) * 100
}
