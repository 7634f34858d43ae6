import { HeatLegend } from '@/components/ui/chart/heat-legend'

/** What a line and a colour of the overview mean. */
export function HeatOverviewLegend({ perStripe }: { readonly perStripe: number }) {
  return (
    <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
      <span>
        {perStripe === 1
          ? 'Each line is one repository, in the order of the table; colour is whether it passes.'
          : `Each line is ${perStripe} repositories, in the order of the table; colour is the per cent that pass of those judged.`}
      </span>
      <HeatLegend />
      <span className="flex items-center gap-1.5">
        <svg aria-hidden="true" viewBox="0 0 20 12" className="h-3 w-5 rounded-sm border">
          <path d="M10 0v12" strokeWidth="2" className="stroke-line-strong" />
        </svg>
        Nothing judged
      </span>
    </figcaption>
  )
}
