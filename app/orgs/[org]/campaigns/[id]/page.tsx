import { notFound } from 'next/navigation'
import { CampaignView } from '@/components/campaign/campaign-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { ButtonLink } from '@/components/ui/button'
import { Deferred } from '@/components/ui/deferred'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { campaignPath, campaignsPath } from '@/components/ui/paths'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { visibleText } from '@/lib/checks/visible-text'
import { goalSentence } from '@/lib/data/campaign-words'
import { getOrganisation } from '@/lib/data/organisations'
import { parseScorecardQuery, type SearchParams } from '@/lib/data/scorecard-query'
import { findCampaign } from '@/lib/data/viewed-campaigns'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const { org, id } = await params
  const asked = await searchParams
  const { team, page } = parseScorecardQuery({ team: asked.team, page: asked.page })
  const [{ login, role }, campaign] = await Promise.all([getOrganisation(org), findCampaign(org, id)])
  if (!campaign) notFound()
  const mayChange = role === 'admin'
  return (
    <PageMain>
      <PageHeader
        title={visibleText(campaign.name)}
        eyebrow={<Breadcrumb steps={[{ href: campaignsPath(login), label: 'Campaigns' }]} />}
        actions={
          mayChange &&
          campaign.endedOn === null && (
            <ButtonLink href={`${campaignPath(login, campaign.id)}/edit`}>Change it</ButtonLink>
          )
        }
      >
        {goalSentence({ ...campaign, teams: campaign.teams.map(({ name }) => name) })}
      </PageHeader>
      <Deferred
        fallback={<ContentSkeleton />}
        content={() => CampaignView({ org: login, campaign, team, page, mayChange })}
      />
    </PageMain>
  )
}
