import { CategoryBars } from '@/components/org/category-bars'
import { DistributionPanel } from '@/components/org/distribution-panel'
import { MoversPanel } from '@/components/org/movers-panel'
import { RepositoriesPanel } from '@/components/org/repositories-panel'
import { ScorePanel } from '@/components/org/score-panel'
import { TrendPanel } from '@/components/org/trend-panel'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Panel } from '@/components/ui/panel'
import { orgPath } from '@/components/ui/paths'
import { getMovers } from '@/lib/data/movers'
import { getOrganisation } from '@/lib/data/organisations'
import { listRepositories } from '@/lib/data/repository-list'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery, type SearchParams, scorecardSearch } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { getOrganisationTrend } from '@/lib/data/trends'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function ScorecardPage({ params, searchParams }: Props) {
  const login = (await params).org
  const query = parseScorecardQuery(await searchParams)
  const [organisation, summary, trend, movers, list, teams] = await Promise.all([
    getOrganisation(login),
    getScorecardSummary(login),
    getOrganisationTrend(login),
    getMovers(login, query.window),
    listRepositories(login, query),
    listTeams(login),
  ])
  return (
    <PageMain>
      <PageHeader title={organisation.name ?? organisation.login} />
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.7fr)_minmax(0,1.1fr)]">
        <ScorePanel summary={summary} trend={trend.points} />
        <TrendPanel
          title={`Score of ${organisation.login}`}
          trend={trend}
          className="max-xl:order-last max-xl:col-span-full"
        />
        <DistributionPanel counts={summary.distribution} />
      </div>
      <Panel title="Categories" note="Mean over repositories to which a category applies">
        <CategoryBars scores={summary.categories} />
      </Panel>
      <MoversPanel
        org={login}
        movers={movers}
        days={query.window}
        href={(window) => `${orgPath(login)}${scorecardSearch(query, { window })}`}
      />
      <RepositoriesPanel org={login} query={query} list={list} teams={teams} />
    </PageMain>
  )
}
