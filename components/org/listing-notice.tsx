import { Notice } from '@/components/ui/notice'
import { joinWords } from '@/lib/checks/wording'
import { getListingGaps, type ShownGap } from '@/lib/data/shown-listing-gaps'

/** Says that GitHub's last lists were short: to owners with what to do, to the others in general. */
export async function ListingNotice({ login }: { readonly login: string }) {
  const gaps = await getListingGaps(login)
  if (gaps.length === 0) return null
  const reasons = gaps.flatMap(({ reason }) => (reason === null ? [] : [reason]))
  return (
    <div className="mx-auto max-w-7xl px-4 pt-4 sm:px-6">
      <Notice tone="unsure">
        {reasons.length > 0 ? (
          <ul className="grid gap-1">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : (
          inGeneral(gaps)
        )}
      </Notice>
    </div>
  )
}

const PARTS: Readonly<Record<ShownGap['part'], string>> = {
  repositories: 'repositories',
  teams: 'teams',
  members: 'members',
}

function inGeneral(gaps: readonly ShownGap[]): string {
  const parts = joinWords(
    gaps.map(({ part }) => PARTS[part]),
    'and',
  )
  return `GitHub’s last list of this organisation’s ${parts} was incomplete, so something may be out of date here. Its owners are told why.`
}
