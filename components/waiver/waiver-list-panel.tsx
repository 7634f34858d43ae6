import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath, waiversPath } from '@/components/ui/paths'
import { WAIVERS_PER_PAGE, type WaiverList } from '@/lib/data/organisation-waivers'
import { type WaiversQuery, waiversSearch } from '@/lib/data/waivers-query'
import { WaiverTable } from './waiver-table'

/** The waivers that count today, the soonest expiry first. */
export function WaiverListPanel({
  org,
  query,
  list: { rows, total },
}: {
  readonly org: string
  readonly query: WaiversQuery
  readonly list: WaiverList
}) {
  const path = waiversPath(org)
  const isNarrowed = query.characteristic !== undefined || query.team !== undefined
  return (
    <Panel title="Count today" note="The soonest expiry first">
      <div className="grid gap-4">
        {rows.length > 0 ? (
          <WaiverTable org={org} rows={rows} caption="Waivers that count today" />
        ) : (
          <Empty level="h3" title="No waiver counts here">
            {total > 0
              ? 'There are fewer pages than that.'
              : isNarrowed
                ? 'Choose another characteristic or team.'
                : 'A gap is waived from its place on a repository’s page.'}
          </Empty>
        )}
        {total > 0 && (
          <ExportLinks what="the waivers" path={exportPath(path, 'waivers')} search={waiversSearch(query)} />
        )}
        <Pagination
          page={query.page}
          pageSize={WAIVERS_PER_PAGE}
          total={total}
          href={(page) => `${path}${waiversSearch({ ...query, page })}`}
          noun={total === 1 ? 'waiver' : 'waivers'}
        />
      </div>
    </Panel>
  )
}
