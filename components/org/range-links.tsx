import clsx from 'clsx'
import { Button } from '@/components/ui/button'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { formatDay } from '@/components/ui/format-time'
import { Link } from '@/components/ui/link'
import { dayBefore } from '@/lib/data/trend-days'
import { DEFAULT_RANGE, EARLIEST_DAY, type NamedRange, ownDates, type Range } from '@/lib/data/trend-range'
import { HiddenFields } from './hidden-fields'
import { RangeMenu } from './range-menu'
import { RANGE_TITLES } from './range-words'

const NEAR = ['7d', '30d', '90d', '6m', '1y', 'all'] as const satisfies readonly NamedRange[]
const QUARTERS = ['quarter', 'last-quarter'] as const satisfies readonly NamedRange[]

/** How far back a trend goes, or between which days; `href` builds the address with another range. */
export function RangeLinks({
  range,
  problem,
  href,
}: {
  readonly range: Range
  /** What is wrong with the dates that were asked for. */
  readonly problem?: string | undefined
  readonly href: (range: Range) => string
}) {
  const own = ownDates(range)
  const quarter = QUARTERS.find((each) => each === range)
  const chosen = own ? `${formatDay(own.from)} – ${formatDay(own.to)}` : quarter && RANGE_TITLES[quarter]
  return (
    <div className="flex flex-wrap items-start gap-2">
      <ChoiceLinks
        label="How far back"
        choices={NEAR.map((choice) => ({
          href: href(choice),
          label: RANGE_TITLES[choice],
          current: choice === range,
        }))}
      />
      <RangeMenu
        isOpen={problem !== undefined}
        look={clsx(
          'list-none rounded-md border px-2.5 py-1',
          chosen ? 'bg-sunken font-medium' : 'text-muted hover:text-ink',
        )}
        summary={
          <>
            {chosen ?? 'Dates'}
            <span className="sr-only">: choose a quarter or your own dates</span>
          </>
        }
      >
        <div className="mt-1 grid w-56 gap-3 rounded-md border bg-surface p-3 text-sm sm:absolute sm:right-0 sm:z-20 sm:shadow-lg">
          <ul className="grid gap-1">
            {QUARTERS.map((choice) => (
              <li key={choice}>
                <Link
                  href={href(choice)}
                  scroll={false}
                  aria-current={choice === range ? 'true' : undefined}
                  className={clsx('link inline-block py-0.5', choice === range && 'font-medium')}
                >
                  {RANGE_TITLES[choice]}
                </Link>
              </li>
            ))}
          </ul>
          <OwnDates address={href(DEFAULT_RANGE)} from={own?.from} to={own?.to} problem={problem} />
        </div>
      </RangeMenu>
    </div>
  )
}

/** A plain form that asks for the same page with both days in its address. */
function OwnDates({
  address,
  from,
  to,
  problem,
}: {
  /** That of the page without a range. */
  readonly address: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly problem: string | undefined
}) {
  const [path, search = ''] = address.split('#')[0]?.split('?') ?? []
  const today = dayBefore(0)
  return (
    <form action={path} aria-label="Own dates" autoComplete="off" className="grid gap-2 border-t pt-3">
      <HiddenFields search={search} />
      <DayField label="From" name="from" value={from} max={today} />
      <DayField label="To" name="to" value={to ?? today} max={today} />
      {problem && (
        <p role="alert" className="text-fail text-xs">
          {problem}
        </p>
      )}
      <Button type="submit">Draw these dates</Button>
    </form>
  )
}

function DayField({
  label,
  name,
  value,
  max,
}: {
  readonly label: string
  readonly name: string
  readonly value: string | undefined
  readonly max: string
}) {
  return (
    <label className="grid gap-1">
      <span className="text-muted text-xs">{label}</span>
      <input
        key={value}
        type="date"
        name={name}
        defaultValue={value}
        min={EARLIEST_DAY}
        max={max}
        required
        className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm hover:border-muted"
      />
    </label>
  )
}
