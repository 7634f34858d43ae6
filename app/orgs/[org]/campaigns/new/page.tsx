import type { Metadata } from 'next'
import { CampaignEditor } from '@/components/campaign/campaign-editor'
import { OwnersOnly } from '@/components/campaign/owners-only'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { campaignsPath } from '@/components/ui/paths'
import { createCampaign } from '@/lib/actions/campaigns'
import { draftFromSearch, EMPTY_DRAFT } from '@/lib/data/campaign-fields'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { dayBefore } from '@/lib/data/trend-days'

export const metadata: Metadata = { title: 'New campaign' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function NewCampaignPage({ params, searchParams }: Props) {
  const { login, role } = await getOrganisation((await params).org)
  const asked = draftFromSearch(await searchParams)
  const campaigns = campaignsPath(login)
  return (
    <PageMain>
      <PageHeader title="New campaign" eyebrow={<Breadcrumb steps={[{ href: campaigns, label: 'Campaigns' }]} />}>
        What should all repositories, or those of some teams, have by a day?
      </PageHeader>
      {role === 'admin' ? (
        <CampaignEditor
          org={login}
          path={`${campaigns}/new`}
          draft={asked ?? EMPTY_DRAFT}
          isAsked={asked !== null}
          earliest={dayBefore(0)}
          cancel={campaigns}
          store={createCampaign.bind(null, login)}
          press="Begin the campaign"
        />
      ) : (
        <OwnersOnly back={campaigns} />
      )}
    </PageMain>
  )
}
