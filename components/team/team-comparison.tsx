import { RangeLinks } from '@/components/org/range-links'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath, teamsPath } from '@/components/ui/paths'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import { getTeamComparison } from '@/lib/data/teams'
import { arrangeTeams, type TeamsQuery, teamsSearch } from '@/lib/data/teams-query'
import { gainOf } from '@/lib/data/trend-gain'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { TeamCard } from './team-card'
import { TeamFilters } from './team-filters'
import { TeamTable } from './team-table'

/** Lines that can still be compared; each has its own table behind it. */
const MOST_DRAWN = 24

/** All teams of an organisation: small multiples, and a table by category. */
export async function TeamComparison({ org, query }: { readonly org: string; readonly query: TeamsQuery }) {
  const { range, rangeProblem, trend } = query
  const { teams, withoutTeam } = await getTeamComparison(org, range, trend)
  const shown = arrangeTeams(teams, query, (team) => gainOf(team.trend).points)
  return (
    <>
      {teams.length === 0 ? (
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
            Each line counts the repositories that the team has today and that you may see today, as they were then.
          </p>
          {shown.length === 0 && <Empty title="No team matches">Search for another part of a name.</Empty>}
          <ul className="grid gap-4 md:grid-cols-2">
            {shown.slice(0, MOST_DRAWN).map((team) => (
              <TeamCard key={team.slug} org={org} team={team} range={range} category={trend} />
            ))}
          </ul>
          {shown.length > MOST_DRAWN && (
            <p className="text-muted text-sm">
              Drawn are the first {MOST_DRAWN} of {shown.length.toLocaleString('en-GB')} teams; the table has all of
              them.
            </p>
          )}
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
            <TeamTable org={org} teams={shown} query={query} />
          </Panel>
        </>
      )}
      {withoutTeam > 0 && (
        <Panel title="Repositories without a team" note="Of those that you can see. No team’s score counts them.">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
            <span>
              {withoutTeam === 1
                ? 'One repository belongs to no team of which you may know.'
                : `${withoutTeam.toLocaleString('en-GB')} repositories belong to no team of which you may know.`}
            </span>
            <Link href={`${orgPath(org)}?team=${WITHOUT_TEAM}`} className="link">
              {withoutTeam === 1 ? 'See it' : `See all ${withoutTeam.toLocaleString('en-GB')}`} on the scorecard
            </Link>
          </p>
        </Panel>
      )}
    </>
  )
}
