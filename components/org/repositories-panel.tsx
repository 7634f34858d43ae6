import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath } from '@/components/ui/paths'
import { REPOSITORIES_PER_PAGE, type RepositoryList, WEAK_BELOW } from '@/lib/data/repository-list'
import { isFiltered, type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { RepositoryFilters } from './repository-filters'
import { RepositoryTable } from './repository-table'

export function RepositoriesPanel({
  org,
  query,
  list,
  teams,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly list: RepositoryList
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const href = (changes: Partial<ScorecardQuery>) => `${orgPath(org)}${scorecardSearch(query, changes)}`
  return (
    <Panel title="Repositories" id="repositories" note={note(query, list.total)} actions={<HeatLegend />}>
      <div className="grid gap-4">
        <RepositoryFilters org={org} query={query} teams={teams} />
        {list.rows.length > 0 ? (
          <RepositoryTable org={org} rows={list.rows} query={query} href={href} />
        ) : (
          <Empty level="h3" title="No repository matches">
            {list.total > 0 ? 'There are fewer pages than that.' : 'Loosen a filter, or clear them all.'}
          </Empty>
        )}
        <ExportLinks
          what="the repositories"
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
    </Panel>
  )
}

function note(query: ScorecardQuery, total: number): string {
  const count = `${total.toLocaleString('en-GB')} ${total === 1 ? 'repository' : 'repositories'}`
  if (!isFiltered(query)) return `${count}, score by category from 0 to 100`
  return `${count} ${total === 1 ? 'matches' : 'match'}${query.category ? `; weak is below ${WEAK_BELOW}` : ''}`
}
