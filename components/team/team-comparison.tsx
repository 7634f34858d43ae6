import { RangeLinks } from '@/components/org/range-links'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath, teamsPath } from '@/components/ui/paths'
import { formatCount, plural } from '@/lib/checks/wording'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import { getTeamPage, TEAMS_PER_PAGE } from '@/lib/data/team-page'
import { type TeamsQuery, teamsSearch } from '@/lib/data/teams-query'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { TeamCard } from './team-card'
import { TeamFilters } from './team-filters'
import { TeamTable } from './team-table'

/** The teams of an organisation, page by page: small multiples, and the same teams in a table by category. */
export async function TeamComparison({ org, query }: { readonly org: string; readonly query: TeamsQuery }) {
  const { range, rangeProblem, trend } = query
  const { teams, total, known, withoutTeam } = await getTeamPage(org, query)
  return (
    <>
      {known === 0 ? (
        <Empty title="No teams to compare">
          GitHub lists no team with a repository that you can see, or the organisation has not been scanned.
        </Empty>
      ) : (
        <>
          <div className="flex flex-wrap items-end justify-between gap-3">
            <TeamFilters org={org} query={query} />
            <RangeLinks
              range={range}
              problem={rangeProblem}
              href={(next) => `${teamsPath(org)}${teamsSearch(query, { range: next })}`}
            />
          </div>
          <p className="text-muted text-sm">
            {countOf(query, total)}. Each line counts the repositories that the team has today and that you may see
            today, as they were then.
          </p>
          {teams.length === 0 && (
            <Empty title={total > 0 ? 'There are fewer pages than that' : 'No team matches'}>
              {total > 0 ? (
                <Link href={`${teamsPath(org)}${teamsSearch(query)}`} className="link">
                  Go to the first page
                </Link>
              ) : (
                'Search for another part of a name.'
              )}
            </Empty>
          )}
          <ul className="grid gap-4 md:grid-cols-2">
            {teams.map((team) => (
              <TeamCard key={team.slug} org={org} team={team} range={range} category={trend} />
            ))}
          </ul>
          <Panel
            title="By category"
            note="Mean score of each category, from 0 to 100. Changes are in the same repositories, by the same rules."
            actions={
              <ExportLinks
                what="the teams"
                path={exportPath(orgPath(org), 'teams')}
                search={teamsSearch(query, { q: undefined, sort: 'name', order: 'asc', trend: undefined })}
                keeps={RANGE_FIELDS}
              />
            }
          >
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <TeamTable org={org} teams={teams} query={query} />
              <Pagination
                page={query.page}
                pageSize={TEAMS_PER_PAGE}
                total={total}
                href={(page) => `${teamsPath(org)}${teamsSearch(query, { page })}`}
                noun="teams"
              />
            </div>
          </Panel>
        </>
      )}
      {withoutTeam > 0 && (
        <Panel title="Repositories without a team" note="Of those that you can see. No team’s score counts them.">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
            <span>
              {withoutTeam === 1
                ? 'One repository belongs to no team of which you may know.'
                : `${formatCount(withoutTeam)} repositories belong to no team of which you may know.`}
            </span>
            <Link href={`${orgPath(org)}?team=${WITHOUT_TEAM}`} className="link">
              {withoutTeam === 1 ? 'See it' : `See all ${formatCount(withoutTeam)}`} on the scorecard
            </Link>
          </p>
        </Panel>
      )}
    </>
  )
}

function countOf({ q }: TeamsQuery, total: number): string {
  const count = plural(total, 'team')
  return q ? `${count} ${total === 1 ? 'matches' : 'match'} “${q}”` : count
}
