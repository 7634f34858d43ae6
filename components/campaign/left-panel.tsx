import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { campaignPath, exportPath } from '@/components/ui/paths'
import { LEFT_PER_PAGE, type LeftList, type LeftRepository } from '@/lib/data/campaign-left'
import type { Campaign } from '@/lib/data/campaigns'
import { LeftRow } from './left-row'

/** Who is left, team by team. */
export function LeftPanel({
  org,
  campaign,
  left: { rows, total },
  team,
  page,
}: {
  readonly org: string
  readonly campaign: Campaign
  readonly left: LeftList
  readonly team: string | undefined
  readonly page: number
}) {
  const path = campaignPath(org, campaign.id)
  const href = (next: number) => {
    const asked = new URLSearchParams({ ...(team && { team }), ...(next > 1 && { page: String(next) }) })
    return `${path}${asked.size > 0 ? `?${asked}` : ''}#left`
  }
  return (
    <Panel
      title="Who is left"
      id="left"
      note="By their latest audits, team by team"
      actions={
        team !== undefined && (
          <Link href={`${path}#left`} className="link text-sm">
            Show all teams
          </Link>
        )
      }
    >
      <div className="grid gap-4">
        {rows.length === 0 && (
          <p className="text-muted text-sm">
            {page > 1 ? 'There are fewer pages than that.' : 'Nobody that you can see.'}
          </p>
        )}
        {groupsOf(rows).map(([first, ...others]) => (
          <section key={first.team?.slug ?? ''} aria-label={first.team?.name ?? 'Without a team'}>
            <h3 className="mb-1 font-medium text-sm">{first.team?.name ?? 'Without a team'}</h3>
            <ul className="-mx-4 sm:-mx-5">
              {[first, ...others].map((row) => (
                <LeftRow key={row.name} org={org} goal={campaign.goal} row={row} />
              ))}
            </ul>
          </section>
        ))}
        {total > 0 && <ExportLinks what="who is left" path={exportPath(path, 'left')} />}
        <Pagination
          page={page}
          pageSize={LEFT_PER_PAGE}
          total={total}
          href={href}
          noun={total === 1 ? 'repository' : 'repositories'}
        />
      </div>
    </Panel>
  )
}

/** Rows of one team after the other, which they are sorted by. */
function groupsOf(rows: readonly LeftRepository[]): readonly [LeftRepository, ...LeftRepository[]][] {
  const groups: [LeftRepository, ...LeftRepository[]][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last[0].team?.slug === row.team?.slug) last.push(row)
    else groups.push([row])
  }
  return groups
}
