import { Icon } from '@/components/ui/icon'
import { getListingGaps, type ShownGap } from '@/lib/data/shown-listing-gaps'

/** Says that GitHub's last lists were short: to owners with what to do, to the others in general. */
export async function ListingNotice({ login }: { readonly login: string }) {
  const gaps = await getListingGaps(login)
  if (gaps.length === 0) return null
  return (
    <div className="mx-auto max-w-7xl px-4 pt-4 sm:px-6">
      <div role="status" className="flex gap-2 rounded-md bg-unknown-soft px-3 py-2 text-sm text-unknown">
        <Icon name="warning" className="mt-0.5 size-4" />
        <ul className="grid gap-1">
          {gaps.map((gap) => (
            <li key={gap.part}>{gap.reason ?? inGeneral(gap)}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

const PARTS: Readonly<Record<ShownGap['part'], string>> = {
  repositories: 'repositories',
  teams: 'teams',
  members: 'people',
}

function inGeneral({ part }: ShownGap): string {
  return `GitHub’s last list of this organisation’s ${PARTS[part]} was short, so something may be out of date here. Its owners are told why.`
}
