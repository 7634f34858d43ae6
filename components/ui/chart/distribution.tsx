import { ChartTable } from './chart-table'
import { PointReader } from './point-reader'

export interface Bin {
  readonly label: string
  readonly count: number
}

/** Vertical bars with their counts. `noun` is what is counted, in the plural. */
export function Distribution({
  title,
  bins,
  noun,
}: {
  readonly title: string
  readonly bins: readonly Bin[]
  readonly noun: string
}) {
  const highest = Math.max(1, ...bins.map(({ count }) => count))
  const text = bins.filter(({ count }) => count > 0).map(({ label, count }) => `${label}: ${count}`)
  return (
    <figure className="grid gap-2">
      <div className="relative">
        <div
          role="img"
          aria-label={`${title}. ${text.join(', ') || `No ${noun}`}.`}
          className="flex h-44 items-stretch gap-1"
        >
          {bins.map(({ label, count }) => (
            <div key={label} className="flex min-w-0 flex-1 flex-col justify-end text-center">
              <span className="text-2xs text-muted">{count > 0 ? count : ''}</span>
              <div
                className={`forced-fill rounded-t-sm ${count > 0 ? 'min-h-1 bg-accent' : 'bg-line'}`}
                style={{ height: count > 0 ? `${(count / highest) * 78}%` : '1px' }}
              />
              <span className="mt-1 truncate text-2xs text-muted">{label.split('–')[0]}</span>
            </div>
          ))}
        </div>
        <PointReader
          reading={{
            title,
            days: bins.map(({ label }) => label),
            bars: true,
            series: [
              { name: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`, values: bins.map(({ count }) => count) },
            ],
            notes: [],
            top: highest,
          }}
        />
      </div>
      <ChartTable
        caption={title}
        columns={['Score', 'Count']}
        rows={bins.map(({ label, count }) => [label, String(count)])}
      />
    </figure>
  )
}
