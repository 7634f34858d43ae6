import type { Metadata } from 'next'
import { CampaignList } from '@/components/campaign/campaign-list'
import { ButtonLink } from '@/components/ui/button'
import { Deferred } from '@/components/ui/deferred'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { campaignsPath } from '@/components/ui/paths'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { getOrganisation } from '@/lib/data/organisations'

export const metadata: Metadata = { title: 'Campaigns' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

export default async function CampaignsPage({ params }: Props) {
  const { login, role } = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader
        title="Campaigns"
        actions={
          role === 'admin' && (
            <ButtonLink href={`${campaignsPath(login)}/new`} look="primary">
              New campaign
            </ButtonLink>
          )
        }
      >
        What {login} wants of its repositories by a day, counted over those that you can see.
      </PageHeader>
      <Deferred fallback={<ContentSkeleton />} content={() => CampaignList({ org: login })} />
    </PageMain>
  )
}
