import { ScanPanel } from '@/components/scan/scan-panel'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { scanOrganisation } from '@/lib/actions/scan'
import { getHeatMap } from '@/lib/data/heat-map'
import { getLeftOut, type LeftOut } from '@/lib/data/left-out'
import { listRepositories } from '@/lib/data/repository-list'
import { listSavedViews } from '@/lib/data/saved-views'
import { getScanProgress } from '@/lib/data/scan-progress'
import { getScorecardSummary } from '@/lib/data/scorecard'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import type { OrgRole } from '@/lib/data/visibility'
import { LeftOutNote } from './left-out-note'
import { RepositoriesPanel } from './repositories-panel'
import { ScorecardFigures } from './scorecard-figures'

/** An organisation at a glance, and its repositories one by one; the heat map has the page for itself. */
export async function Scorecard({
  login,
  query,
  role,
  isChoosing,
}: {
  readonly login: string
  readonly query: ScorecardQuery
  readonly role: OrgRole
  readonly isChoosing: boolean
}) {
  const [scan, summary, shown, teams, views, leftOut] = await Promise.all([
    getScanProgress(login),
    getScorecardSummary(login),
    query.view === 'heat'
      ? getHeatMap(login, query).then((map) => ({ map }))
      : listRepositories(login, query).then((list) => ({ list })),
    listTeams(login),
    listSavedViews(login),
    getLeftOut(login),
  ])
  const figures =
    summary.scored > 0 && query.view === 'table' ? await ScorecardFigures({ login, query, summary }) : null
  return (
    <>
      {!summary.isComplete && <ShortListNotice />}
      <ScanPanel
        org={login}
        recheck={scanOrganisation.bind(null, login)}
        initial={scan}
        mayScan={role !== 'collaborator'}
      />
      {summary.repositories === 0 && scan?.status === 'done' && <NothingVisible org={login} leftOut={leftOut} />}
      {figures}
      {summary.repositories > 0 && (
        <>
          <RepositoriesPanel
            org={login}
            query={query}
            shown={shown}
            teams={teams}
            views={views}
            mayShare={role === 'admin'}
            isChoosing={isChoosing}
          />
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
