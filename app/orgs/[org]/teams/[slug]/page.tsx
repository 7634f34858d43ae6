import Link from 'next/link'
import { notFound } from 'next/navigation'
import { RepositoryTable } from '@/components/org/repository-table'
import { TrendPanel } from '@/components/org/trend-panel'
import { CategoryTrends } from '@/components/team/category-trends'
import { TeamFacts } from '@/components/team/team-facts'
import { VerdictChanges } from '@/components/team/verdict-changes'
import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { teamPath, teamsPath } from '@/components/ui/paths'
import { listRepositories, REPOSITORIES_PER_PAGE } from '@/lib/data/repository-list'
import {
  parseScorecardQuery,
  type ScorecardQuery,
  type SearchParams,
  scorecardSearch,
} from '@/lib/data/scorecard-query'
import { getTeam, listVerdictChanges } from '@/lib/data/team'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly slug: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function TeamPage({ params, searchParams }: Props) {
  const { org, slug } = await params
  const { sort, order, page, window } = await searchParams
  const asked = parseScorecardQuery({ sort, order, page, window })
  const query = { ...asked, team: slug }
  const [team, changes, list] = await Promise.all([
    getTeam(org, slug),
    listVerdictChanges(org, slug),
    listRepositories(org, query),
  ])
  if (!team) notFound()
  const href = (next: Partial<ScorecardQuery>) => `${teamPath(org, slug)}${scorecardSearch(asked, next)}`
  return (
    <PageMain>
      <PageHeader
        title={team.name}
        eyebrow={
          <Link href={teamsPath(org)} className="hover:text-ink hover:underline">
            Teams
          </Link>
        }
      >
        {team.description}
      </PageHeader>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <TeamFacts team={team} />
        <TrendPanel title={`Score of ${team.name}`} trend={team.trend} />
      </div>
      <CategoryTrends trends={team.categoryTrends} />
      <VerdictChanges org={org} changes={changes} />
      <Panel title="Repositories" note="Those of the team that you can see" actions={<HeatLegend />}>
        {list.total === 0 ? (
          <p className="text-muted text-sm">The team has no repository that you can see.</p>
        ) : (
          <div className="grid gap-4">
            <RepositoryTable org={org} rows={list.rows} query={query} href={href} />
            <Pagination
              page={query.page}
              pageSize={REPOSITORIES_PER_PAGE}
              total={list.total}
              href={(next) => href({ page: next })}
              noun="repositories"
            />
          </div>
        )}
      </Panel>
    </PageMain>
  )
}
