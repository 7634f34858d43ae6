import { ExportLinks } from '@/components/ui/export-links'
import { Panel } from '@/components/ui/panel'
import { exportPath, waiversPath } from '@/components/ui/paths'
import { formatCount } from '@/lib/checks/wording'
import type { WaiverList } from '@/lib/data/organisation-waivers'
import { EXPIRED_DAYS, type WaiversQuery, waiversSearch } from '@/lib/data/waivers-query'
import { WaiverTable } from './waiver-table'

/** The waivers that expired lately, the latest first; nothing where none did. */
export function ExpiredWaivers({
  org,
  query,
  list: { rows, total },
}: {
  readonly org: string
  readonly query: WaiversQuery
  readonly list: WaiverList
}) {
  if (rows.length === 0) return null
  return (
    <Panel
      title="Expired lately"
      note={`Within the last ${EXPIRED_DAYS} days${total > rows.length ? `; the ${rows.length} latest of ${formatCount(total)}, all are in the export` : ''}`}
    >
      <div className="grid gap-4">
        <WaiverTable org={org} rows={rows} caption="Waivers that expired lately" />
        <ExportLinks
          what="the expired waivers"
          path={exportPath(waiversPath(org), 'waivers')}
          search={waiversSearch(query)}
        />
      </div>
    </Panel>
  )
}
