import { ScanPanel } from '@/components/scan/scan-panel'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { orgPath } from '@/components/ui/paths'
import { scanOrganisation } from '@/lib/actions/scan'
import { getLeftOut, type LeftOut } from '@/lib/data/left-out'
import { getMovers } from '@/lib/data/movers'
import { listRepositories } from '@/lib/data/repository-list'
import { getScanProgress } from '@/lib/data/scan-progress'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { getOrganisationTrend } from '@/lib/data/trends'
import { CategoryBars } from './category-bars'
import { DistributionPanel } from './distribution-panel'
import { LeftOutNote } from './left-out-note'
import { MoversPanel } from './movers-panel'
import { RepositoriesPanel } from './repositories-panel'
import { ScorePanel } from './score-panel'
import { TrendPanel } from './trend-panel'

/** An organisation at a glance, and its repositories one by one. */
export async function Scorecard({
  login,
  query,
  mayScan,
}: {
  readonly login: string
  readonly query: ScorecardQuery
  /** Members scan the organisation; somebody from outside re-checks single repositories. */
  readonly mayScan: boolean
}) {
  const [scan, summary, trend, movers, list, teams, leftOut] = await Promise.all([
    getScanProgress(login),
    getScorecardSummary(login),
    getOrganisationTrend(login),
    getMovers(login, query.window),
    listRepositories(login, query),
    listTeams(login),
    getLeftOut(login),
  ])
  return (
    <>
      {!summary.isComplete && <ShortListNotice />}
      <ScanPanel org={login} recheck={scanOrganisation.bind(null, login)} initial={scan} mayScan={mayScan} />
      {summary.repositories === 0 && scan?.status === 'done' && <NothingVisible org={login} leftOut={leftOut} />}
      {summary.scored > 0 && (
        <>
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.7fr)_minmax(0,1.1fr)]">
            <ScorePanel summary={summary} trend={trend.points} />
            <TrendPanel title={`Score of ${login}`} trend={trend} className="max-xl:order-last max-xl:col-span-full" />
            <DistributionPanel counts={summary.distribution} />
          </div>
          <div className="grid gap-4 lg:grid-cols-2">
            <Panel title="Categories" note="Mean over the repositories to which each applies">
              <CategoryBars scores={summary.categories} />
            </Panel>
            <MoversPanel
              org={login}
              movers={movers}
              days={query.window}
              href={(window) => `${orgPath(login)}${scorecardSearch(query, { window })}`}
            />
          </div>
        </>
      )}
      {summary.repositories > 0 && (
        <>
          <RepositoriesPanel org={login} query={query} list={list} teams={teams} />
          <LeftOutNote org={login} leftOut={leftOut} />
        </>
      )}
    </>
  )
}

function NothingVisible({ org, leftOut }: { readonly org: string; readonly leftOut: LeftOut }) {
  return (
    <Empty title="No repository to judge" actions={<LeftOutNote org={org} leftOut={leftOut} />}>
      GitHub shows you none in this organisation that counts.
    </Empty>
  )
}

function ShortListNotice() {
  return (
    <Notice tone="unsure">
      GitHub’s list of what you may read was cut short, so some of your repositories may be missing here. It is asked
      again in a few minutes.
    </Notice>
  )
}
