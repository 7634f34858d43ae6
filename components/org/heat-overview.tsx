import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'
import { formatCount } from '@/lib/checks/wording'
import type { HeatOverview } from '@/lib/data/heat-overview'
import { HeatOverviewLegend } from './heat-overview-legend'
import { type PageBand, pageBands } from './page-bands'
import { COLUMN_WIDTH, stripePaths } from './stripe-paths'

const STROKES = ['stroke-heat-0', 'stroke-heat-1', 'stroke-heat-2', 'stroke-heat-3', 'stroke-heat-4'] as const
const WEAKEST = 3
const WIDTH = CHARACTERISTICS.length * COLUMN_WIDTH
const COLUMNS = { gridTemplateColumns: `repeat(${CHARACTERISTICS.length}, minmax(0, 1fr))` }

/** All that match, by characteristic, in one picture of some kilobytes; parts of it lead to the rows that they stand for. */
export function HeatOverviewPicture({
  overview,
  perPage,
  page,
  href,
}: {
  readonly overview: HeatOverview
  readonly perPage: number
  /** Of the rows that are shown, counted from 1. */
  readonly page: number
  readonly href: (page: number) => string
}) {
  const { total, perStripe } = overview
  const stripes = total / perStripe
  const bands = pageBands(total, perStripe, perPage)
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <HeatOverviewLegend perStripe={perStripe} />
      <div>
        <Heads />
        <div className="relative" style={{ height: `${stripes / 4}rem` }}>
          <div className="absolute inset-y-0 right-0 left-11 sm:left-22">
            <Picture overview={overview} />
          </div>
          <nav aria-label="Repositories of the picture">
            {bands.map((band, index) => (
              <Band key={band.page} band={band} total={total} current={isCurrent(bands, index, page)} href={href} />
            ))}
          </nav>
        </div>
      </div>
    </figure>
  )
}

function Heads() {
  return (
    <div aria-hidden="true" className="pl-11 text-2xs text-muted sm:pl-22">
      <div className="grid items-end max-sm:hidden" style={COLUMNS}>
        {CHARACTERISTICS.map(({ id }) => (
          <span key={id} className="heat-name">
            {characteristicName(id)}
          </span>
        ))}
      </div>
      <div className="grid items-end sm:hidden" style={COLUMNS}>
        {CATEGORIES.map(({ id, short }) => (
          <span key={id} style={{ gridColumn: `span ${sizeOf(id)}` }}>
            <span className="heat-name">{short}</span>
          </span>
        ))}
      </div>
    </div>
  )
}

function Picture({ overview }: { readonly overview: HeatOverview }) {
  const height = overview.total / overview.perStripe
  const { heat, unjudged } = stripePaths(overview)
  return (
    <svg
      role="img"
      aria-label={summary(overview)}
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      fill="none"
      className="size-full forced-color-adjust-none"
    >
      {heat.map(
        (path, step) => path && <path key={STROKES[step]} d={path} strokeWidth="9" className={STROKES[step]} />,
      )}
      {/* A line without a ground, which no share looks like. */}
      {unjudged && <path d={unjudged} strokeWidth="1.5" className="stroke-line-strong" />}
      <path
        d={categoryEdges(height)}
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
        className="stroke-line-strong"
      />
    </svg>
  )
}

function Band({
  band: { page, first, last },
  total,
  current,
  href,
}: {
  readonly band: PageBand
  readonly total: number
  readonly current: boolean
  readonly href: (page: number) => string
}) {
  const [from, to] = [formatCount(first), formatCount(last)]
  return (
    <Link
      href={href(page)}
      aria-label={`Repositories ${from}–${to}`}
      aria-current={current || undefined}
      className="heat-band"
      style={{ top: `${((first - 1) / total) * 100}%`, height: `${((last - first + 1) / total) * 100}%` }}
    >
      {from}
      <span className="max-sm:hidden">–{to}</span>
    </Link>
  )
}

function isCurrent(bands: readonly PageBand[], index: number, page: number): boolean {
  const [band, next] = [bands[index], bands[index + 1]]
  return band !== undefined && band.page <= page && (next === undefined || page < next.page)
}

function sizeOf(category: string): number {
  return CHARACTERISTICS.filter((each) => each.category === category).length
}

/** Between the last column of a category and the first of the next. */
function categoryEdges(height: number): string {
  return CHARACTERISTICS.flatMap(({ category }, index) =>
    index > 0 && CHARACTERISTICS[index - 1]?.category !== category ? [`M${index * COLUMN_WIDTH} 0V${height}`] : [],
  ).join('')
}

function summary({ total, columns }: HeatOverview): string {
  const weakest = CHARACTERISTICS.flatMap(({ id }) => {
    const column = columns[id]
    return column ? [{ id, passing: column.passing }] : []
  })
    .sort((a, b) => a.passing - b.passing)
    .slice(0, WEAKEST)
    .map(({ id, passing }) => `${characteristicName(id)} (${Math.round(passing)} % pass)`)
  return `${formatCount(total)} repositories by characteristic, in the order of the table below, which has each verdict. Weakest: ${weakest.join(', ')}.`
}
