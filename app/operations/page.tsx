import type { Metadata } from 'next'
import { BudgetsPanel } from '@/components/operations/budgets-panel'
import { FailuresPanel } from '@/components/operations/failures-panel'
import { ProcessesPanel } from '@/components/operations/processes-panel'
import { QueuePanel } from '@/components/operations/queue-panel'
import { RefreshRegularly } from '@/components/operations/refresh-regularly'
import { ScansPanel } from '@/components/operations/scans-panel'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { requireOperator } from '@/lib/auth/operator'

export const metadata: Metadata = { title: 'Operations' }

export default async function OperationsPage() {
  await requireOperator()
  return (
    <PageMain>
      <PageHeader title="Operations" actions={<RefreshRegularly />}>
        How this installation of Airworthy is doing, for those whom OPERATORS names. Figures are of all organisations;
        names are shown as far as GitHub shows them to you.
      </PageHeader>
      <FailuresPanel />
      <ScansPanel />
      <QueuePanel />
      <ProcessesPanel />
      <BudgetsPanel />
    </PageMain>
  )
}
