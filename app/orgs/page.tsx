import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { OrganisationList } from '@/components/org/organisation-list'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { listOrganisations } from '@/lib/data/organisations'

export const metadata: Metadata = { title: 'Organisations' }

export default async function OrganisationsPage() {
  const organisations = await listOrganisations()
  if (!organisations) redirect('/sign-in?from=/orgs')
  return (
    <PageMain>
      <PageHeader title="Organisations">Those on GitHub that you belong to.</PageHeader>
      {organisations.length > 0 ? (
        <OrganisationList organisations={organisations} />
      ) : (
        <Empty title="GitHub names no organisation of yours">
          If you belong to one, its owners may have to approve Airworthy first: on GitHub, under the organisation’s
          settings for third-party access.
        </Empty>
      )}
    </PageMain>
  )
}
