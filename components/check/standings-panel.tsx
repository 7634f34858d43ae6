import { RowKeys } from '@/components/org/row-keys'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { characteristicPath, exportPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { STANDINGS_PER_PAGE, type Standings } from '@/lib/data/characteristic'
import { type CharacteristicQuery, characteristicSearch } from '@/lib/data/characteristic-query'
import { StandingsFilters } from './standings-filters'
import { StandingsTable } from './standings-table'

/** Who passes, who does not and why. */
export function StandingsPanel({
  org,
  id,
  query,
  standings,
  teams,
}: {
  readonly org: string
  readonly id: CharacteristicId
  readonly query: CharacteristicQuery
  readonly standings: Standings
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const path = characteristicPath(org, id)
  const { rows, total, counts } = standings
  return (
    <Panel title="Repositories" id="repositories" note="By their latest audits" actions={<RowKeys />}>
      <div className="grid gap-4">
        <StandingsFilters path={path} query={query} counts={counts} teams={teams} />
        {rows.length > 0 ? (
          <ScrollArea label="Who passes, who does not, and why" rowsFarDown={rows.length}>
            <StandingsTable
              org={org}
              id={id}
              rows={rows}
              query={query}
              href={(order) => `${path}${characteristicSearch(query, order)}`}
            />
          </ScrollArea>
        ) : (
          <Empty level="h3" title="No repository matches">
            {total > 0
              ? 'There are fewer pages than that.'
              : 'Choose another verdict, team or kind, or search for something else.'}
          </Empty>
        )}
        <ExportLinks
          what="the repositories"
          path={exportPath(path, 'repositories')}
          search={characteristicSearch(query)}
        />
        <Pagination
          page={query.page}
          pageSize={STANDINGS_PER_PAGE}
          total={total}
          href={(page) => `${path}${characteristicSearch(query, { page })}`}
          noun="repositories"
        />
      </div>
    </Panel>
  )
}
