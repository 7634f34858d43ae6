import { shownScore } from '@/lib/checks/shown-score'

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

/** Where a day stands between two others, 0 to 100; all are YYYY-MM-DD. A single day stands in the middle. */
export function acrossDays(day: string, first: string, last: string): number {
  const length = Date.parse(last) - Date.parse(first)
  return length === 0 ? 50 : ((Date.parse(day) - Date.parse(first)) / length) * 100
}

/** Points in a box of 100 by 100, y downwards, each where its day is; one list per unbroken run. */
export function segments(points: readonly ChartPoint[], domain: readonly [number, number] = [0, 100]): Dot[][] {
  const [low, high] = domain
  const [first, last] = [points[0]?.day ?? '', points.at(-1)?.day ?? '']
  const runs: Dot[][] = []
  let run: Dot[] = []
  for (const [index, { day, value }] of points.entries()) {
    if (value === null) {
      if (run.length > 0) runs.push(run)
      run = []
      continue
    }
    run.push({ x: acrossDays(day, first, last), y: 100 - ((value - low) / (high - low)) * 100, index })
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** The `d` of a path through the dots. */
export function linePath(dots: readonly Dot[]): string {
  return dots.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('')
}

/** The same where each value holds until the next one. */
export function stepPath(dots: readonly Dot[]): string {
  return dots
    .map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(2)} ${y.toFixed(2)}` : `H${x.toFixed(2)}V${y.toFixed(2)}`))
    .join('')
}

/** The `d` of a dot at each place, to be drawn with round ends: some browsers draw none of a line without any length. */
export function dotsPath(dots: readonly Dot[]): string {
  return dots.map(({ x, y }) => `M${x.toFixed(2)} ${y.toFixed(2)}h.01`).join('')
}

/** As a part of a style: hundredths of a per cent are less than a pixel. */
export function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`
}

/** The `d` of the area between a path through the dots and the bottom. */
export function areaPath(dots: readonly Dot[], path: (dots: readonly Dot[]) => string = linePath): string {
  const first = dots[0]
  const last = dots.at(-1)
  if (!first || !last) return ''
  return `${path(dots)}L${last.x.toFixed(2)} 100L${first.x.toFixed(2)} 100Z`
}

/** One sentence for who can't see the chart. */
export function describeTrend(points: readonly ChartPoint[]): string {
  const known = points.filter((point) => point.value !== null)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last || first.value === null || last.value === null) return 'No scores yet.'
  if (first === last) return `${shownScore(last.value)} on ${last.day}.`
  return `From ${shownScore(first.value)} on ${first.day} to ${shownScore(last.value)} on ${last.day}.`
}
