import { SharedGaps } from '@/components/gap/shared-gaps'
import { OwnWeightsNote } from '@/components/org/own-weights-note'
import { RepositoryTable } from '@/components/org/repository-table'
import { TrendPanel } from '@/components/org/trend-panel'
import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath, teamPath } from '@/components/ui/paths'
import { listRepositories, REPOSITORIES_PER_PAGE } from '@/lib/data/repository-list'
import { type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { getTeam, listVerdictChanges } from '@/lib/data/team'
import { CategoryTrends } from './category-trends'
import { TeamFacts } from './team-facts'
import { VerdictChanges } from './verdict-changes'

/** A team's score, how it moved and why, and its repositories in the given order. */
export async function TeamView({
  org,
  slug,
  order,
}: {
  readonly org: string
  readonly slug: string
  readonly order: ScorecardQuery
}) {
  const query = { ...order, team: slug }
  const [team, changes, list] = await Promise.all([
    getTeam(org, slug, order.range),
    listVerdictChanges(org, slug),
    listRepositories(org, query),
  ])
  if (!team) return null
  const href = (next: Partial<ScorecardQuery>) => `${teamPath(org, slug)}${scorecardSearch(order, next)}`
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
        >
          <OwnWeightsNote login={org} />
        </TrendPanel>
      </div>
      <CategoryTrends trends={team.categoryTrends} />
      <VerdictChanges org={org} slug={slug} changes={changes} />
      <SharedGaps org={org} slug={slug} />
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
