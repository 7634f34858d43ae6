import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { ChangeFilters } from '@/components/settings/change-filters'
import { ChangeTable } from '@/components/settings/change-table'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { auditLogPath, exportPath, settingsPath } from '@/components/ui/paths'
import { formatCount } from '@/lib/checks/wording'
import { LOG_PAGE_SIZE, readAuditLog } from '@/lib/data/audit-log'
import { AUDIT_LOG_FIELDS, auditLogSearch, parseAuditLogQuery } from '@/lib/data/audit-log-query'
import type { SearchParams } from '@/lib/data/scorecard-query'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditLogPage({ params, searchParams }: Props) {
  const asked = await searchParams
  const query = parseAuditLogQuery(asked)
  const log = await readAuditLog((await params).org, query)
  if (!log) notFound()
  const { login, page, total, items, people } = log
  const path = auditLogPath(login)
  const isNarrowed = query.by !== undefined || query.action !== undefined
  return (
    <PageMain>
      <PageHeader title="Audit log" eyebrow={<Breadcrumb steps={[{ href: settingsPath(login), label: 'Settings' }]} />}>
        Who changed what of {login} in Airworthy. Only owners read it; entries are kept for two years.
      </PageHeader>
      <UnusableNotice params={asked} fields={AUDIT_LOG_FIELDS} />
      {total === 0 && !isNarrowed ? (
        <Empty title="Nothing was changed yet">
          Changes of settings, campaigns, waivers, shared views and links to badges will show here.
        </Empty>
      ) : (
        <Panel title="Changes" note={total === 1 ? 'One change' : `${formatCount(total)} changes, the newest first`}>
          <div className="grid gap-4">
            <ChangeFilters path={path} query={query} people={people} />
            {total === 0 ? (
              <Empty level="h3" title="No change matches">
                Choose another person or another kind of change.
              </Empty>
            ) : (
              <ChangeTable login={login} items={items} />
            )}
            <ExportLinks what="the changes" path={exportPath(path, 'changes')} search={auditLogSearch(query)} />
            <Pagination
              page={page}
              pageSize={LOG_PAGE_SIZE}
              total={total}
              href={(to) => `${path}${auditLogSearch({ ...query, page: to })}`}
              noun="changes"
            />
          </div>
        </Panel>
      )}
    </PageMain>
  )
}
