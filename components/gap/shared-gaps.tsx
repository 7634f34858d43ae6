import Link from 'next/link'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { teamGapPath } from '@/components/ui/paths'
import { listSharedGaps } from '@/lib/data/gap-previews'

const SHOWN = 8

/** What most of a team's repositories lack, each a step away from an issue in all of them. */
export async function SharedGaps({ org, slug }: { readonly org: string; readonly slug: string }) {
  const gaps = (await listSharedGaps(org, slug)) ?? []
  if (gaps.length === 0) return null
  return (
    <Panel title="Shared gaps" note="What most of the team’s repositories lack">
      <ol className="-mx-2 grid sm:grid-cols-2">
        {gaps.slice(0, SHOWN).map(({ id, repositories, withIssue }) => (
          <li key={id}>
            <Link
              href={teamGapPath(org, slug, id)}
              prefetch={false}
              className="flex flex-wrap items-baseline justify-between gap-x-4 rounded-md px-2 py-2 text-sm hover:bg-sunken"
            >
              <span className="font-medium">{characteristicName(id)}</span>
              <span className="text-muted">
                {repositories} {repositories === 1 ? 'repository' : 'repositories'}
                {withIssue > 0 && `, ${withIssue} with an issue`}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
