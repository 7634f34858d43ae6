import type { Metadata } from 'next'
import { DeliveriesPanel } from '@/components/settings/deliveries-panel'
import { ExclusionsPanel } from '@/components/settings/exclusions-panel'
import { LogLink } from '@/components/settings/log-link'
import { NotificationsPanel } from '@/components/settings/notifications-panel'
import { ReadyBarPanel } from '@/components/settings/ready-bar-panel'
import { SchedulePanel } from '@/components/settings/schedule-panel'
import { SettingsPanel } from '@/components/settings/settings-panel'
import { WeightsPanel } from '@/components/settings/weights-panel'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { getOrganisation } from '@/lib/data/organisations'

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: Props) {
  const { login } = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader title="Settings" actions={<LogLink login={login} />}>
        They hold for everybody who looks at {login} in Airworthy.
      </PageHeader>
      <SettingsPanel login={login} />
      <ExclusionsPanel login={login} />
      <WeightsPanel login={login} />
      <ReadyBarPanel login={login} />
      <SchedulePanel login={login} />
      <NotificationsPanel login={login} />
      <DeliveriesPanel login={login} />
    </PageMain>
  )
}
