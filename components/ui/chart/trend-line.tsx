'use client'

import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { SetEvent, TrendStep } from '@/lib/data/trends'
import { type DayMark, DayMarkLegend, DayMarks, DayUprights } from './day-marks'
import { areaPath, type ChartPoint, type Dot, describeTrend, dotsPath, linePath, segments, stepPath } from './geometry'
import { PointReader } from './point-reader'
import { eventMarks } from './trend-events'
import { type DayNote, marksOf, trendReading } from './trend-reading'
import { TrendTable } from './trend-table'
import { XAxis } from './x-axis'

/** Lines across at each quarter, and what stands beside them. */
const GRID = 'M0 0H100M0 25H100M0 50H100M0 75H100M0 100H100'
const TICKS = '100\n75\n50\n25\n0'
/** A line of text for each quarter of the plot, the first of which stands half above it. */
const TICK_LINES = { 'h-44': '-mt-5.5 leading-11', 'h-28': '-mt-3.5 leading-7' } as const
/** More dots than these are one thick line; points are found by pointer and keys all the same. */
const MOST_DOTS = 40

/**
 * A line of scores over time, 0 to 100, with marks where not the code moved it. Its points are told one by one to pointer
 * and keys, and the same numbers stand in a table behind it. Drawn from its numbers in the browser as well, as a page has
 * up to a dozen: it carries these once, and neither drawing, reading nor table beside them.
 */
export function TrendLine({
  title,
  points,
  ruleChanges = [],
  steps = [],
  events = [],
  dayMarks = [],
  notes = [],
  shape = 'line',
  lane,
  height = 'h-44',
  valueLabel = 'Score',
}: {
  /** What is drawn, e.g. "Score of payments". */
  readonly title: string
  /** Oldest first. */
  readonly points: readonly (ChartPoint & { readonly repositories?: number })[]
  /** Days at which the rules changed, so that a step is not taken for a change of code. */
  readonly ruleChanges?: readonly string[]
  /** What else lies between the points; empty where it is not known. */
  readonly steps?: readonly TrendStep[]
  /** What changed in the set of repositories that all points are drawn from. */
  readonly events?: readonly SetEvent[]
  /** Further marks, besides those of `ruleChanges`, `steps` and `events`. */
  readonly dayMarks?: readonly DayMark[]
  /** What is told with the points and not marked. */
  readonly notes?: readonly DayNote[]
  /** `steps`: each value holds until the next one. */
  readonly shape?: 'line' | 'steps'
  /** Stands under the plot, as wide as it is. */
  readonly lane?: ReactNode
  readonly height?: keyof typeof TICK_LINES
  readonly valueLabel?: string
}) {
  const runs = segments(points)
  const [first, last] = [points[0]?.day ?? '', points.at(-1)?.day ?? '']
  const marks = [...marksOf(ruleChanges, steps), ...eventMarks(events), ...dayMarks]
  const path = shape === 'steps' ? stepPath : linePath
  const reading = trendReading({ title, valueLabel, points, steps, notes: [...marks, ...notes] })
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1.5">
      <div className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2">
        {/* Without a height of its own, as its last line ends below the plot. */}
        <div
          aria-hidden="true"
          className={clsx('h-0 text-right text-2xs text-muted whitespace-pre', TICK_LINES[height])}
        >
          {TICKS}
        </div>
        <div className={clsx('relative', height)}>
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}. ${describeTrend(points)}`}
            className="absolute inset-0 size-full overflow-visible"
          >
            <path d={GRID} className="stroke-line" vectorEffect="non-scaling-stroke" />
            {runs.map((run) => (
              <g key={run[0]?.index}>
                <path d={areaPath(run, path)} className="fill-accent opacity-8" />
                <path
                  d={path(run)}
                  fill="none"
                  className="stroke-2 stroke-accent"
                  vectorEffect="non-scaling-stroke"
                  strokeLinejoin="round"
                />
              </g>
            ))}
            <DayUprights marks={marks} first={first} last={last} />
          </svg>
          <DayMarks marks={marks} first={first} last={last} />
          <Dots dots={runs.flat()} last={points.length - 1} isSparse={shape === 'line' && points.length <= MOST_DOTS} />
          <PointReader reading={reading} />
        </div>
        {lane && (
          <>
            <div />
            {lane}
          </>
        )}
        <div />
        <XAxis first={first} last={last} />
      </div>
      <DayMarkLegend marks={marks} />
      <TrendTable
        title={title}
        points={points}
        steps={steps}
        events={events}
        ruleChanges={ruleChanges}
        valueLabel={valueLabel}
      />
    </figure>
  )
}

/** Where the points are, or only the last one where they are many: each a line too short to be one, with round ends. */
function Dots({
  dots,
  last,
  isSparse,
}: {
  readonly dots: readonly Dot[]
  readonly last: number
  readonly isSparse: boolean
}) {
  const small = dotsPath(dots.filter(({ index }) => isSparse && index !== last))
  const large = dotsPath(dots.filter(({ index }) => index === last))
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="chart-dots pointer-events-none absolute inset-0 size-full overflow-visible"
    >
      {small && (
        <>
          <path d={small} className="stroke-accent [stroke-width:0.375rem]" />
          <path d={small} className="stroke-surface [stroke-width:0.125rem]" />
        </>
      )}
      {large && <path d={large} className="stroke-accent [stroke-width:0.625rem]" />}
    </svg>
  )
}
