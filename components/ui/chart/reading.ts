import { formatCount } from '@/lib/checks/wording'
import { signedPoints } from '@/lib/data/signed-points'
import { formatDay } from '../format-time'
import { acrossDays } from './geometry'

/** What a chart tells of its points: short lists, one entry for each day. */
export interface ChartReading {
  /** What is drawn, e.g. "Score of payments". */
  readonly title: string
  /** YYYY-MM-DD, oldest first; what bars stand for, where there are bars. */
  readonly days: readonly string[]
  /** The points are bars of one width, side by side. */
  readonly bars?: true
  /** The first one is drawn. */
  readonly series: readonly ReadingSeries[]
  /** What else happened up to a day since the one before, by the day's index. */
  readonly notes: readonly (readonly [index: number, ...texts: readonly string[]])[]
  /** The value at the upper edge. */
  readonly top: number
  /** Index of the point at which reading begins; without it the last. */
  readonly start?: number
}

export interface ReadingSeries {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** What is said where there is no value; nothing without it. */
  readonly none?: string
  /** Points gained or lost: with a sign and tenths. */
  readonly signed?: true
}

/** Where the points stand, 0 to 100 from the left, ascending. */
export function positionsOf({ days, bars }: Pick<ChartReading, 'days' | 'bars'>): readonly number[] {
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '']
  return days.map((day, index) => (bars ? ((index + 0.5) / days.length) * 100 : acrossDays(day, first, last)))
}

/** The index of the position that lies nearest; positions are ascending, and the earlier of two wins. */
export function nearestIndex(positions: readonly number[], position: number): number {
  return positions.reduce(
    (best, each, index) =>
      Math.abs(each - position) < Math.abs((positions[best] ?? Infinity) - position) ? index : best,
    0,
  )
}

/** Where a key leads from a point; null for a key that leads nowhere. `noted` are the points with notes. */
export function indexAfterKey(key: string, index: number, count: number, noted: readonly number[]): number | null {
  const last = count - 1
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, index + 1)
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, index - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageUp':
      return noted.find((each) => each > index) ?? last
    case 'PageDown':
      return noted.findLast((each) => each < index) ?? 0
    default:
      return null
  }
}

/** What is said of one point: its day, its values, and what happened. */
export function linesAt({ days, bars, series, notes }: ChartReading, index: number): readonly string[] {
  return [
    bars ? (days[index] ?? '') : formatDay(days[index] ?? ''),
    ...series.flatMap(({ name, values, signed, none }) => {
      const value = values[index] ?? null
      if (value === null) return none ? [`${name}: ${none}`] : []
      return [`${name}: ${signed ? signedPoints(value) : formatCount(Math.round(value))}`]
    }),
    ...notes.flatMap(([at, ...texts]) => (at === index ? texts : [])),
  ]
}
