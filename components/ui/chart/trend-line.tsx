import clsx from 'clsx'
import type { SetEvent, TrendStep } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import { axisLabels } from './axis-labels'
import { type ChangeMark, ChangeMarks } from './change-marks'
import { areaPath, type ChartPoint, type Dot, describeTrend, linePath, positionOf, segments } from './geometry'
import { EventMark, MarkLegend, RuleMark, SetMark } from './trend-marks'
import { TrendTable } from './trend-table'

const TICKS = [0, 25, 50, 75, 100]

/** A line of scores over time, 0 to 100, with marks where not the code moved it, and the same numbers in a table behind it. */
export function TrendLine({
  title,
  points,
  ruleChanges = [],
  steps = [],
  events = [],
  marks = [],
  height = 'h-44',
  valueLabel = 'Score',
}: {
  /** What is drawn, e.g. "Score of payments". */
  readonly title: string
  readonly points: readonly (ChartPoint & { readonly repositories?: number })[]
  /** Days at which the rules changed, so that a step is not taken for a change of code. */
  readonly ruleChanges?: readonly string[]
  /** What else lies between the points; empty where it is not known. */
  readonly steps?: readonly TrendStep[]
  /** What changed in the set of repositories that all points are drawn from. */
  readonly events?: readonly SetEvent[]
  /** What happened, to be read and followed below the line. */
  readonly marks?: readonly ChangeMark[]
  readonly height?: string
  readonly valueLabel?: string
}) {
  const runs = segments(points)
  const dots = runs.flat()
  const setChanges = steps.filter(({ joined, left }) => joined + left > 0)
  const across = (day: string) => {
    const index = points.findIndex((point) => point.day >= day)
    return index < 0 ? null : (index / Math.max(1, points.length - 1)) * 100
  }
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1.5">
      <div className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2">
        <YAxis />
        <div className={clsx('relative', height)}>
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}. ${describeTrend(points)}`}
            className="absolute inset-0 size-full overflow-visible"
          >
            {TICKS.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100"
                y1={100 - tick}
                y2={100 - tick}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {runs.map((run) => (
              <g key={run[0]?.index}>
                <path d={areaPath(run)} className="fill-accent opacity-8" />
                <path
                  d={linePath(run)}
                  fill="none"
                  className="stroke-2 stroke-accent"
                  vectorEffect="non-scaling-stroke"
                  strokeLinejoin="round"
                />
              </g>
            ))}
            {marks.map(({ x }) => (
              <line
                key={x}
                x1={x}
                x2={x}
                y1="0"
                y2="100"
                className="stroke-line-strong/40"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {ruleChanges.map((day) => (
              <RuleMark key={day} x={across(day)} rejudged={steps.find((step) => step.day === day)?.rejudged} />
            ))}
          </svg>
          {setChanges.map((step) => (
            <SetMark key={step.day} x={across(step.day)} step={step} />
          ))}
          {events.map((event) => (
            <EventMark key={`${event.day} ${event.what}`} x={positionOf(event.day, points)} event={event} />
          ))}
          <Dots dots={dots} points={points} />
        </div>
        {marks.length > 0 && (
          <>
            <div />
            <ChangeMarks marks={marks} />
          </>
        )}
        <div />
        <XAxis points={points} />
      </div>
      <MarkLegend rules={ruleChanges.length > 0} set={setChanges.length > 0} events={events.length > 0} />
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

function YAxis() {
  return (
    <div aria-hidden="true" className="relative text-right text-2xs text-muted">
      {TICKS.map((tick) => (
        <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: `${100 - tick}%` }}>
          {tick}
        </span>
      ))}
    </div>
  )
}

function Dots({ dots, points }: { readonly dots: readonly Dot[]; readonly points: readonly ChartPoint[] }) {
  return (
    <div aria-hidden="true">
      {dots.map(({ x, y, index }) => {
        const point = points[index]
        if (!point || point.value === null) return null
        const last = index === points.length - 1
        return (
          <span
            key={point.day}
            title={`${formatDay(point.day)}: ${Math.round(point.value)}`}
            className="absolute grid size-6 -translate-1/2 place-items-center"
            style={{ left: `${x}%`, top: `${y}%` }}
          >
            <span
              className={clsx(
                'rounded-full border-2 border-accent',
                last ? 'size-2.5 bg-accent' : 'size-1.5 bg-surface',
              )}
            />
          </span>
        )
      })}
    </div>
  )
}

function XAxis({ points }: { readonly points: readonly ChartPoint[] }) {
  return (
    <div aria-hidden="true" className="relative mt-2 h-4 text-2xs text-muted">
      {axisLabels(points.map(({ day }) => day)).map(({ index, text, long, isOnPhone }) => (
        <span
          key={index}
          title={long}
          className={clsx('absolute -translate-x-1/2 whitespace-nowrap', !isOnPhone && 'max-sm:hidden')}
          style={{ left: `${points.length === 1 ? 50 : (index / (points.length - 1)) * 100}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  )
}
