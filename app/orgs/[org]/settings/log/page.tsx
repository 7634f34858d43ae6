import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangeTable } from '@/components/settings/change-table'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { auditLogPath, settingsPath } from '@/components/ui/paths'
import { LOG_PAGE_SIZE, readAuditLog } from '@/lib/data/audit-log'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<{ readonly page?: string | string[] }>
}

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditLogPage({ params, searchParams }: Props) {
  const { page: asked } = await searchParams
  const log = await readAuditLog((await params).org, typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? +asked : 1)
  if (!log) notFound()
  const { login, page, total, items } = log
  return (
    <PageMain>
      <PageHeader title="Audit log" eyebrow={<Breadcrumb steps={[{ href: settingsPath(login), label: 'Settings' }]} />}>
        Who changed what of {login} in Airworthy. Only owners read it; entries are kept for two years.
      </PageHeader>
      {total === 0 ? (
        <Empty title="Nothing was changed yet">
          Changes of settings, waivers, shared views and links to badges will show here.
        </Empty>
      ) : (
        <Panel
          title="Changes"
          note={total === 1 ? 'One change' : `${total.toLocaleString('en-GB')} changes, the newest first`}
        >
          <ChangeTable login={login} items={items} />
          <div className="mt-3">
            <Pagination
              page={page}
              pageSize={LOG_PAGE_SIZE}
              total={total}
              href={(to) => auditLogPath(login, to)}
              noun="changes"
            />
          </div>
        </Panel>
      )}
    </PageMain>
  )
}
