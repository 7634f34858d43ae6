import { CategoryBars } from '@/components/org/category-bars'
import { DistributionPanel } from '@/components/org/distribution-panel'
import { MoversPanel } from '@/components/org/movers-panel'
import { RepositoriesPanel } from '@/components/org/repositories-panel'
import { ScorePanel } from '@/components/org/score-panel'
import { TrendPanel } from '@/components/org/trend-panel'
import { ScanPanel } from '@/components/scan/scan-panel'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Panel } from '@/components/ui/panel'
import { orgPath } from '@/components/ui/paths'
import { getMovers } from '@/lib/data/movers'
import { getOrganisation } from '@/lib/data/organisations'
import { listRepositories } from '@/lib/data/repository-list'
import { getScanProgress } from '@/lib/data/scan-progress'
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
  const [organisation, scan, summary, trend, movers, list, teams] = await Promise.all([
    getOrganisation(login),
    getScanProgress(login),
    getScorecardSummary(login),
    getOrganisationTrend(login),
    getMovers(login, query.window),
    listRepositories(login, query),
    listTeams(login),
  ])
  return (
    <PageMain>
      <PageHeader title={organisation.name ?? organisation.login} />
      {!summary.isComplete && <ShortListNotice />}
      <ScanPanel org={organisation.login} initial={scan} />
      {summary.repositories === 0 ? (
        scan && (
          <Empty title="No repository that you can see">
            GitHub shows you none in this organisation, or all of them are forks, which are not judged.
          </Empty>
        )
      ) : (
        <>
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.7fr)_minmax(0,1.1fr)]">
            <ScorePanel summary={summary} trend={trend.points} />
            <TrendPanel
              title={`Score of ${organisation.login}`}
              trend={trend}
              className="max-xl:order-last max-xl:col-span-full"
            />
            <DistributionPanel counts={summary.distribution} />
          </div>
          <div className="grid gap-4 lg:grid-cols-2">
            <Panel title="Categories" note="Mean over the repositories to which each applies">
              <CategoryBars scores={summary.categories} />
            </Panel>
            <MoversPanel
              org={organisation.login}
              movers={movers}
              days={query.window}
              href={(window) => `${orgPath(organisation.login)}${scorecardSearch(query, { window })}`}
            />
          </div>
          <RepositoriesPanel org={organisation.login} query={query} list={list} teams={teams} />
        </>
      )}
    </PageMain>
  )
}

function ShortListNotice() {
  return (
    <p role="status" className="rounded-md bg-unknown-soft px-3 py-2 text-sm text-unknown">
      GitHub’s list of what you may read was cut short, so some of your repositories may be missing here. It is asked
      again in a few minutes.
    </p>
  )
}
