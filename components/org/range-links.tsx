import { ChoiceLinks } from '@/components/ui/choice-links'
import { RANGES, type Range } from '@/lib/data/trend-range'

const TITLES: Readonly<Record<Range, string>> = { '90d': '90 days', '1y': '1 year', all: 'All' }

/** How far back a trend goes; `href` builds the address with another range. */
export function RangeLinks({ range, href }: { readonly range: Range; readonly href: (range: Range) => string }) {
  return (
    <ChoiceLinks
      label="How far back"
      choices={RANGES.map((choice) => ({ href: href(choice), label: TITLES[choice], current: choice === range }))}
    />
  )
}

/** What stands under a trend's title: which points it has. */
export function pointsOf(range: Range): string {
  return range === '90d' ? 'at the end of each week, and today' : 'at the end of each month, and today'
}
