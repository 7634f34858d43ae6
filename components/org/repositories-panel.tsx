import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath } from '@/components/ui/paths'
import { plural } from '@/lib/checks/wording'
import { HEAT_ROWS_PER_PAGE, type HeatMap } from '@/lib/data/heat-map'
import { WEAK_BELOW } from '@/lib/data/matching-repositories'
import { REPOSITORIES_PER_PAGE, type RepositoryList } from '@/lib/data/repository-list'
import type { SavedView } from '@/lib/data/saved-views'
import { isFiltered, type ScorecardQuery, scorecardSearch, WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import { ColumnChoice } from './column-choice'
import { FilterChips } from './filter-chips'
import { HeatMapTable } from './heat-map'
import { HeatMapLegend } from './heat-map-legend'
import { HeatOverviewPicture } from './heat-overview'
import { PageJump } from './page-jump'
import { RepositoryFilters } from './repository-filters'
import { RepositoryTable } from './repository-table'
import { RowKeys } from './row-keys'
import { SavedViews } from './saved-views'
import { scorecardPath } from './scorecard-path'
import { SeveralFilters } from './several-filters'
import { ViewLinks } from './view-links'

/** Id of where the rows begin. */
const ROWS = 'rows'

/** The repositories that the query asks for: one by one by category, or as a heat map by characteristic. */
export function RepositoriesPanel({
  org,
  query,
  shown,
  teams,
  views,
  mayShare,
  isChoosing,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly shown: { readonly list: RepositoryList } | { readonly map: HeatMap }
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  readonly views: readonly SavedView[]
  /** Owners save views for everybody. */
  readonly mayShare: boolean
  /** The filters that take several values stand open. */
  readonly isChoosing: boolean
}) {
  const href = (changes: Partial<ScorecardQuery>) => scorecardPath(org, query, changes)
  const { rows, total } = 'list' in shown ? shown.list : shown.map
  const pageSize = 'list' in shown ? REPOSITORIES_PER_PAGE : HEAT_ROWS_PER_PAGE
  // Where one page holds all, its rows are the picture.
  const overview = 'map' in shown && shown.map.overview.total > pageSize ? shown.map.overview : null
  // To the rows, and not to the figures or the picture above them again.
  const anchor = overview ? ROWS : 'repositories'
  // One list for both forms, so that the page carries it once.
  const teamOptions =
    teams.length === 0
      ? []
      : [
          ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
          { value: WITHOUT_TEAM, label: 'Without a team' },
        ]
  const toPage = (page: number) => `${href({ page })}#${anchor}`
  return (
    <Panel
      title="Repositories"
      id="repositories"
      note={note(query, total)}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          {'list' in shown && <HeatLegend />}
          {'list' in shown && <ColumnChoice org={org} query={query} />}
          <RowKeys />
          <ViewLinks org={org} query={query} />
        </div>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <SavedViews org={org} query={query} views={views} mayShare={mayShare} />
        <RepositoryFilters org={org} query={query} teams={teamOptions} />
        <SeveralFilters org={org} query={query} teams={teamOptions} isOpen={isChoosing} />
        <FilterChips org={org} query={query} teams={teams} />
        {rows.length === 0 ? (
          <Empty level="h3" title="No repository matches">
            {total > 0 ? 'There are fewer pages than that.' : 'Loosen a filter, or clear them all.'}
          </Empty>
        ) : 'list' in shown ? (
          <RepositoryTable org={org} rows={shown.list.rows} query={query} href={href} />
        ) : (
          <>
            {overview && <HeatOverviewPicture overview={overview} perPage={pageSize} page={query.page} href={toPage} />}
            <div id={ROWS} className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <HeatMapLegend />
              <HeatMapTable org={org} map={shown.map} />
            </div>
          </>
        )}
        <ExportLinks
          what="the repositories"
          path={exportPath(orgPath(org), 'list' in shown ? 'repositories' : 'verdicts')}
          search={scorecardSearch(query)}
        />
        <Pagination page={query.page} pageSize={pageSize} total={total} href={toPage} noun="repositories" />
        <PageJump org={org} query={query} pages={Math.ceil(total / pageSize)} anchor={anchor} />
      </div>
    </Panel>
  )
}

function note(query: ScorecardQuery, total: number): string {
  const count = plural(total, 'repository', 'repositories')
  if (!isFiltered(query)) {
    return query.view === 'heat' ? `${count}, verdict by characteristic` : `${count}, score by category from 0 to 100`
  }
  return `${count} ${total === 1 ? 'matches' : 'match'}${query.category ? `; weak is below ${WEAK_BELOW}` : ''}`
}
