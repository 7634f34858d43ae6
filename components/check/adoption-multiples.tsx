import { pointsOf } from '@/components/org/range-words'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { exportPath } from '@/components/ui/paths'
import { Change } from '@/components/ui/score'
import { formatCount } from '@/lib/checks/wording'
import type { GroupTrend } from '@/lib/data/adoption-trends'
import type { Grouping } from '@/lib/data/characteristic-query'
import { gainedAlike } from '@/lib/data/trend-gain'
import { RANGE_FIELDS } from '@/lib/data/trend-range'

/** Adoption over time team by team, or kind by kind, all on one scale. */
export function AdoptionMultiples({
  name,
  by,
  path,
  search,
  trends: groups,
  total,
  note,
  byHref,
  groupHref,
}: {
  /** Of the characteristic. */
  readonly name: string
  readonly by: Grouping
  /** Address of the characteristic's page, and what narrows the charts, as a query string. */
  readonly path: string
  readonly search: string
  readonly trends: readonly GroupTrend[]
  /** How many there are on all pages of the table above. */
  readonly total: number
  /** To what it is narrowed besides; '' where it is not. */
  readonly note: string
  /** Builds the address with the other grouping; null where there is none. */
  readonly byHref: ((by: Grouping) => string) | null
  /** Builds the address of the page narrowed to one of them. */
  readonly groupHref: (key: string) => string
}) {
  return (
    <Panel
      title={by === 'team' ? 'Team by team' : 'Kind by kind'}
      id="groups"
      note={`Per cent that pass ${pointsOf(groups[0]?.trend.points ?? [])}${note}. A repository counts for the ${by === 'team' ? 'teams' : 'kind'} that it has today.`}
      actions={
        byHref && (
          <ChoiceLinks
            label="Side by side"
            choices={[
              { href: byHref('team'), label: 'Teams', current: by === 'team' },
              { href: byHref('kind'), label: 'Kinds', current: by === 'kind' },
            ]}
          />
        )
      }
    >
      {groups.length === 0 && <p className="text-muted text-sm">There is nothing to draw.</p>}
      <ul className="grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        {groups.map(({ key, name: group, trend }) => (
          <li key={key} className="min-w-0">
            <h3 className="mb-2 flex items-baseline justify-between gap-3 text-sm">
              <Link href={groupHref(key)} title={group} className="truncate font-medium hover:underline">
                {group}
              </Link>
              <span className="flex items-baseline gap-2">
                <Change
                  points={gainedAlike(trend.steps)}
                  reason="No repository was judged at two points by the same rules."
                  className="text-xs"
                />
                <span className="font-semibold whitespace-nowrap">{shareOf(trend.points.at(-1)?.value ?? null)}</span>
              </span>
            </h3>
            <TrendLine
              title={`Adoption of ${name}: ${group}`}
              points={trend.points}
              ruleChanges={trend.ruleChanges}
              steps={trend.steps}
              events={trend.events}
              valueLabel="Per cent that pass"
              height="h-28"
            />
          </li>
        ))}
      </ul>
      {groups.length > 0 && (
        <p className="mt-4 text-muted text-xs">
          Changes are of repositories that were judged at both ends of a step by the same rules.
          {total > groups.length &&
            ` Drawn are those of the page of the table above, of ${formatCount(total)} in all; the files hold all of them.`}
        </p>
      )}
      {groups.length > 0 && (
        <div className="mt-2">
          <ExportLinks
            what="the charts side by side"
            path={exportPath(path, by === 'team' ? 'teamtrends' : 'kindtrends')}
            search={search}
            keeps={RANGE_FIELDS}
          />
        </div>
      )}
    </Panel>
  )
}

function shareOf(value: number | null): string {
  return value === null ? '–' : `${Math.round(value)} %`
}
