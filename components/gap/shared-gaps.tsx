import { characteristicName } from '@/components/ui/characteristic-name'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { teamGapPath } from '@/components/ui/paths'
import { listSharedGaps, type SharedGap } from '@/lib/data/gap-previews'

const SHOWN = 8

/** What several of a team's repositories lack, each a step away from an issue in all of them. */
export async function SharedGaps({ org, slug }: { readonly org: string; readonly slug: string }) {
  const gaps = ((await listSharedGaps(org, slug)) ?? []).filter(({ repositories }) => repositories > 1)
  if (gaps.length === 0) return null
  const others = gaps.slice(SHOWN)
  return (
    <Panel
      title="Shared gaps"
      note="What several of the team’s repositories lack. Open an issue in all of them at once."
    >
      <Gaps org={org} slug={slug} gaps={gaps.slice(0, SHOWN)} />
      {others.length > 0 && (
        <details>
          <summary className="link mt-1 w-fit list-none py-1 text-sm">
            {others.length === 1 ? 'One more' : `${others.length} more`}
          </summary>
          <Gaps org={org} slug={slug} gaps={others} />
        </details>
      )}
    </Panel>
  )
}

function Gaps({
  org,
  slug,
  gaps,
}: {
  readonly org: string
  readonly slug: string
  readonly gaps: readonly SharedGap[]
}) {
  return (
    <ol className="-mx-2 grid gap-x-6 sm:grid-cols-2">
      {gaps.map(({ id, repositories, withIssue }) => (
        <li key={id}>
          <Link
            href={teamGapPath(org, slug, id)}
            className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-2 rounded-md px-2 py-2 text-sm hover:bg-sunken"
          >
            <span className="link justify-self-start font-medium">{characteristicName(id)}</span>
            <span className="max-w-40 text-right text-muted sm:max-w-none">
              {repositories} repositories
              {withIssue > 0 && `, ${withIssue} with an issue`}
            </span>
            <Icon name="chevron-right" className="size-4 text-muted" />
          </Link>
        </li>
      ))}
    </ol>
  )
}
