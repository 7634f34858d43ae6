import { ChangesPanel } from '@/components/changes/changes-panel'
import { SharedGaps } from '@/components/gap/shared-gaps'
import { OwnWeightsNote } from '@/components/org/own-weights-note'
import { RepositoryTable } from '@/components/org/repository-table'
import { TrendPanel } from '@/components/org/trend-panel'
import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath, teamPath } from '@/components/ui/paths'
import { type ChangesQuery, changesSearch } from '@/lib/data/changes-query'
import { listRepositories, REPOSITORIES_PER_PAGE } from '@/lib/data/repository-list'
import { type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { getTeam } from '@/lib/data/team'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { getVerdictChanges } from '@/lib/data/verdict-changes'
import { CategoryTrends } from './category-trends'
import { TeamFacts } from './team-facts'

/** A team's score, how it moved and why, and its repositories in the given order. */
export async function TeamView({
  org,
  slug,
  order,
  changes,
}: {
  readonly org: string
  readonly slug: string
  readonly order: ScorecardQuery
  /** Which of its changes are asked for. */
  readonly changes: ChangesQuery
}) {
  const query = { ...order, team: slug }
  const [team, found, list, sharedGaps] = await Promise.all([
    getTeam(org, slug, order.range),
    getVerdictChanges(org, { ...changes, team: slug }),
    listRepositories(org, query),
    SharedGaps({ org, slug }),
  ])
  if (!team) return null
  const href = (next: Partial<ScorecardQuery>) =>
    `${teamPath(org, slug)}${changesSearch(changes, { range: next.range ?? order.range }, scorecardSearch(order, next))}`
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <TeamFacts team={team} range={order.range} />
        <TrendPanel
          title={`Score of ${team.name}`}
          isOfTeam
          trend={team.trend}
          range={order.range}
          problem={order.rangeProblem}
          href={(range) => href({ range })}
          files={
            <ExportLinks
              what="the trend"
              path={exportPath(teamPath(org, slug), 'trend')}
              search={changesSearch({ page: 1, range: order.range })}
              keeps={RANGE_FIELDS}
            />
          }
        >
          <OwnWeightsNote login={org} />
        </TrendPanel>
      </div>
      <CategoryTrends trends={team.categoryTrends} />
      <ChangesPanel
        org={org}
        path={teamPath(org, slug)}
        kept={scorecardSearch(order, { page: order.page })}
        query={changes}
        found={found}
        teams={[]}
        hasRange={false}
      />
      {sharedGaps}
      <Panel title="Repositories" note="Those of the team that you can see" actions={<HeatLegend />}>
        {list.total === 0 ? (
          <p className="text-muted text-sm">The team has no repository that you can see.</p>
        ) : (
          <div className="grid gap-4">
            <RepositoryTable org={org} rows={list.rows} query={query} href={href} />
            <ExportLinks
              what="the repositories of the team"
              path={exportPath(orgPath(org), 'repositories')}
              search={scorecardSearch(query)}
            />
            <Pagination
              page={query.page}
              pageSize={REPOSITORIES_PER_PAGE}
              total={list.total}
              href={(page) => href({ page })}
              noun="repositories"
            />
          </div>
        )}
      </Panel>
    </>
  )
}
