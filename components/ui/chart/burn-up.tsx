import { formatCount } from '@/lib/checks/wording'
import { neededOn } from '@/lib/data/campaign-pace'
import { formatDay } from '../format-time'
import { type BurnUpDay, type BurnUpPlan, burnUpReading, notesOf, projectionText } from './burn-up-reading'
import { ChartTable } from './chart-table'
import { acrossDays, areaPath, type Dot, linePath } from './geometry'
import { PointReader } from './point-reader'
import { wholeTicks } from './whole-ticks'
import { XAxis } from './x-axis'

/**
 * How many were done of how many, over time, up to the last day, and how fast it would have to go. Its points are told one
 * by one to pointer and keys, and the same numbers stand in a table behind it.
 */
export function BurnUpChart({
  title,
  points,
  plan,
}: {
  readonly title: string
  /** Oldest first; last is today, or the day on which it ended. */
  readonly points: readonly BurnUpDay[]
  readonly plan: BurnUpPlan
}) {
  const [first, latest] = [points[0], points.at(-1)]
  if (!first || !latest) return null
  const { begunOn, targetOn, endedOn, ruleChanges, projection, changes = [] } = plan
  const last = [latest.day, targetOn].sort().at(-1) ?? targetOn
  const ticks = wholeTicks(Math.max(...points.map(({ scope }) => scope)))
  const top = ticks.at(-1) ?? 1
  const x = (day: string) => acrossDays(day, first.day, last)
  const y = (count: number) => 100 - (count / top) * 100
  const dotsOf = (value: (point: BurnUpDay) => number): Dot[] =>
    points.map((point, index) => ({ x: x(point.day), y: y(value(point)), index }))
  const done = dotsOf((point) => point.done)
  const needed = neededOn(begunOn, points, plan)
  const now = endedOn === null ? 'today' : `on ${formatDay(latest.day)}, when it ended`
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1.5">
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2">
        <div aria-hidden="true" className="relative text-right text-2xs text-muted">
          {ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: `${y(tick)}%` }}>
              {formatCount(tick)}
            </span>
          ))}
        </div>
        <div className="relative h-56">
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}. From ${first.done} of ${first.scope} on ${formatDay(first.day)} to ${latest.done} of ${latest.scope} ${now}; the last day is ${formatDay(targetOn)}.`}
            className="absolute inset-0 size-full overflow-visible"
          >
            {ticks.map((tick) => (
              <Line key={tick} from={[0, y(tick)]} to={[100, y(tick)]} className="stroke-line" />
            ))}
            <path
              d={linePath(dotsOf((point) => point.scope))}
              fill="none"
              className="stroke-2 stroke-line-strong"
              vectorEffect="non-scaling-stroke"
            />
            <path d={areaPath(done)} className="fill-accent opacity-8" />
            {needed !== null && (
              <Line
                from={[x(begunOn), y(needed)]}
                to={[x(targetOn), y(latest.scope)]}
                className="stroke-2 stroke-partial"
                dashes="6 4"
              />
            )}
            {projection && (
              <Line
                from={[x(latest.day), y(latest.done)]}
                to={[x(projection.day), y(projection.done)]}
                className="stroke-2 stroke-accent"
                dashes="1 5"
              />
            )}
            <path
              d={linePath(done)}
              fill="none"
              className="stroke-2 stroke-accent"
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
            {ruleChanges.map((day) => (
              <Upright key={day} x={x(day)} dashes="3 3" className="stroke-2 stroke-muted" />
            ))}
            {[...new Set(changes.map(({ day }) => day))].map((day) => (
              <Upright key={day} x={x(day)} dashes="8 2" className="stroke-2 stroke-unknown" />
            ))}
            <Upright x={x(begunOn)} dashes="2 3" className="stroke-2 stroke-line-strong" />
            <Upright x={x(targetOn)} className="stroke-3 stroke-ink" />
          </svg>
          <span
            aria-hidden="true"
            className="forced-fill absolute size-2.5 -translate-1/2 rounded-full bg-accent"
            style={{ left: `${x(latest.day)}%`, top: `${y(latest.done)}%` }}
          />
          <PointReader reading={burnUpReading(title, points, plan, top)} />
        </div>
        <div />
        <XAxis first={first.day} last={last} />
      </div>
      <figcaption className="text-muted text-xs">
        Filled line: done. Line above it: in scope. Long dashes: the pace that is needed.{' '}
        {projection &&
          `Dots: ${projectionText(projection, latest.scope).toLowerCase()} on ${formatDay(projection.day)}. `}
        Upright lines: dotted where it began, bold on the last day
        {ruleChanges.length > 0 && ', dashed where the rules changed'}
        {changes.length > 0 && ', in long dashes where the campaign itself was changed'}.
      </figcaption>
      <ChartTable
        caption={title}
        columns={['Day', 'Done', 'In scope', 'Needed', 'What else']}
        note="All rows count the repositories that are in scope at the last point and that you can see; in scope are those of them that were there by then. Needed: what the pace to the last day asks for."
        rows={rowsOf(points, plan)}
      />
    </figure>
  )
}

type Place = readonly [x: number, y: number]

function Line({
  from,
  to,
  className,
  dashes,
}: {
  readonly from: Place
  readonly to: Place
  readonly className: string
  readonly dashes?: string
}) {
  return (
    <line
      x1={from[0]}
      y1={from[1]}
      x2={to[0]}
      y2={to[1]}
      className={className}
      strokeDasharray={dashes}
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  )
}

function Upright({ x, ...rest }: { readonly x: number; readonly className: string; readonly dashes?: string }) {
  return <Line from={[x, 0]} to={[x, 100]} {...rest} />
}

function rowsOf(points: readonly BurnUpDay[], plan: BurnUpPlan): readonly (readonly string[])[] {
  const { targetOn } = plan
  const needed = (day: string) => {
    const count = neededOn(day, points, plan)
    return count === null ? '–' : formatCount(Math.ceil(count))
  }
  const rows = points.map((point) => [
    formatDay(point.day),
    formatCount(point.done),
    formatCount(point.scope),
    needed(point.day),
    notesOf(point, points, plan).join('; ') || '–',
  ])
  if (points.some(({ day }) => day === targetOn)) return rows
  const before = points.filter(({ day }) => day < targetOn).length
  return rows.toSpliced(before, 0, [formatDay(targetOn), '–', '–', needed(targetOn), 'Last day'])
}
