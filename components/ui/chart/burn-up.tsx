import { formatDay, formatMonthAndYear } from '../format-time'
import { acrossDays, wholeTicks } from './burn-up-scale'
import { ChartTable } from './chart-table'
import { areaPath, type Dot, linePath } from './geometry'

interface Point {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly done: number
  readonly scope: number
  /** Judged by other rules at the point before. */
  readonly rejudged: number
}

/** How many were done of how many, over time, up to the last day; the same numbers stand in a table behind it. */
export function BurnUpChart({
  title,
  points,
  begunOn,
  targetOn,
  ruleChanges,
  changes = [],
}: {
  readonly title: string
  /** Oldest first, today last. */
  readonly points: readonly Point[]
  readonly begunOn: string
  readonly targetOn: string
  /** Days from which other rules judge. */
  readonly ruleChanges: readonly string[]
  /** Days on which goal, scope or last day was changed, each a point. */
  readonly changes?: readonly { readonly day: string; readonly what: readonly string[] }[]
}) {
  const [first, today] = [points[0], points.at(-1)]
  if (!first || !today) return null
  const last = today.day > targetOn ? today.day : targetOn
  const ticks = wholeTicks(Math.max(...points.map(({ scope }) => scope)))
  const top = ticks.at(-1) ?? 1
  const x = (day: string) => acrossDays(day, first.day, last)
  const dotsOf = (value: (point: Point) => number): Dot[] =>
    points.map((point, index) => ({ x: x(point.day), y: 100 - (value(point) / top) * 100, index }))
  const done = dotsOf((point) => point.done)
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1.5">
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2">
        <div aria-hidden="true" className="relative text-right text-2xs text-muted">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2"
              style={{ top: `${100 - (tick / top) * 100}%` }}
            >
              {tick.toLocaleString('en-GB')}
            </span>
          ))}
        </div>
        <div className="relative h-56">
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}. From ${first.done} of ${first.scope} on ${formatDay(first.day)} to ${today.done} of ${today.scope} today; the last day is ${formatDay(targetOn)}.`}
            className="absolute inset-0 size-full overflow-visible"
          >
            {ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100"
                y1={100 - (tick / top) * 100}
                y2={100 - (tick / top) * 100}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <path
              d={linePath(dotsOf((point) => point.scope))}
              fill="none"
              className="stroke-2 stroke-line-strong"
              strokeDasharray="6 3"
              vectorEffect="non-scaling-stroke"
            />
            <BottomArea dots={done} />
            <path
              d={linePath(done)}
              fill="none"
              className="stroke-2 stroke-accent"
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
            {ruleChanges.map((day) => (
              <Upright key={day} x={x(day)} dashes="3 3" className="stroke-faint" title="The rules changed" />
            ))}
            {[...new Set(changes.map(({ day }) => day))].map((day) => (
              <Upright key={day} x={x(day)} dashes="6 2" className="stroke-unknown" title="The campaign was changed" />
            ))}
            <Upright x={x(begunOn)} dashes="1 3" className="stroke-line-strong" title="Begun" />
            <Upright x={x(targetOn)} className="stroke-2 stroke-ink" title="Last day" />
          </svg>
          {points.map((point, index) => (
            <span
              key={point.day}
              aria-hidden="true"
              title={`${formatDay(point.day)}: ${point.done} of ${point.scope} done`}
              className="absolute grid size-6 -translate-1/2 place-items-center"
              style={{ left: `${x(point.day)}%`, top: `${done[index]?.y ?? 0}%` }}
            >
              <span className="size-1.5 rounded-full border-2 border-accent bg-surface" />
            </span>
          ))}
        </div>
        <div />
        <XAxis first={first.day} today={today.day} targetOn={targetOn} todayAt={x(today.day)} targetAt={x(targetOn)} />
      </div>
      <figcaption className="text-muted text-xs">
        Line: done. Dashes: in scope. Upright lines: dotted where it began, bold on the last day
        {ruleChanges.length > 0 && ', dashed where the rules changed'}
        {changes.length > 0 && ', in long dashes where the campaign itself was changed'}.
      </figcaption>
      <ChartTable
        caption={title}
        columns={['Day', 'Done', 'In scope', 'What else']}
        note="All rows count the repositories that are in scope today and that you can see; in scope are those of them that were there by then."
        rows={rowsOf(points, { begunOn, targetOn, today: today.day, changes })}
      />
    </figure>
  )
}

function BottomArea({ dots }: { readonly dots: readonly Dot[] }) {
  return <path d={areaPath(dots)} className="fill-accent opacity-8" />
}

function Upright({
  x,
  className,
  title,
  dashes,
}: {
  readonly x: number
  readonly className: string
  readonly title: string
  readonly dashes?: string
}) {
  return (
    <line
      x1={x}
      x2={x}
      y1="0"
      y2="100"
      className={className}
      strokeDasharray={dashes}
      vectorEffect="non-scaling-stroke"
    >
      <title>{title}</title>
    </line>
  )
}

/** Where the chart begins, and today or the last day where there is room for it. */
function XAxis({
  first,
  today,
  targetOn,
  todayAt,
  targetAt,
}: {
  readonly first: string
  readonly today: string
  readonly targetOn: string
  readonly todayAt: number
  readonly targetAt: number
}) {
  const [right, text] = today > targetOn ? [todayAt, 'Today'] : [targetAt, formatDay(targetOn)]
  const [other, label] = today > targetOn ? [targetAt, formatDay(targetOn)] : [todayAt, 'Today']
  return (
    <div aria-hidden="true" className="relative mt-2 h-4 text-2xs text-muted">
      <span className="absolute left-0 whitespace-nowrap">{formatMonthAndYear(first)}</span>
      {other > 25 && other < right - 25 && (
        <span className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: `${other}%` }}>
          {label}
        </span>
      )}
      <span className="absolute right-0 whitespace-nowrap font-medium text-ink">{text}</span>
    </div>
  )
}

function rowsOf(
  points: readonly Point[],
  {
    begunOn,
    targetOn,
    today,
    changes,
  }: {
    readonly begunOn: string
    readonly targetOn: string
    readonly today: string
    readonly changes: readonly { readonly day: string; readonly what: readonly string[] }[]
  },
): readonly (readonly string[])[] {
  const rows = points.map(({ day, done, scope, rejudged }) => [
    formatDay(day),
    done.toLocaleString('en-GB'),
    scope.toLocaleString('en-GB'),
    [
      day === begunOn && 'Begun',
      day === targetOn && 'Last day',
      day === today && 'Today',
      ...changes.filter((change) => change.day === day).map(({ what }) => `Changed: ${what.join(', ')}`),
      rejudged > 0 && `Other rules for ${rejudged.toLocaleString('en-GB')}`,
    ]
      .filter(Boolean)
      .join('; ') || '–',
  ])
  if (points.some(({ day }) => day === targetOn)) return rows
  const before = points.filter(({ day }) => day < targetOn).length
  return rows.toSpliced(before, 0, [formatDay(targetOn), '–', '–', 'Last day'])
}
