import { notFound } from 'next/navigation'
import { CampaignEditor } from '@/components/campaign/campaign-editor'
import { OwnersOnly } from '@/components/campaign/owners-only'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { campaignPath, campaignsPath } from '@/components/ui/paths'
import { editCampaign } from '@/lib/actions/campaigns'
import { visibleText } from '@/lib/checks/visible-text'
import { basisOf, type CampaignFields, draftFromSearch, draftOf } from '@/lib/data/campaign-fields'
import { longDay } from '@/lib/data/campaign-words'
import type { Campaign } from '@/lib/data/campaigns'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { findCampaign, findChangeable } from '@/lib/data/viewed-campaigns'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function EditCampaignPage({ params, searchParams }: Props) {
  const { org, id } = await params
  const [{ login, role }, campaign] = await Promise.all([getOrganisation(org), findCampaign(org, id)])
  if (!campaign || campaign.endedOn !== null) notFound()
  const search = await searchParams
  const asked = draftFromSearch(search)
  const stored = await findChangeable(login, campaign.id)
  // Ended in between.
  if (role === 'admin' && !stored) notFound()
  const page = campaignPath(login, campaign.id)
  return (
    <PageMain>
      <PageHeader
        title={`Change “${visibleText(campaign.name)}”`}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: campaignsPath(login), label: 'Campaigns' },
              { href: page, label: visibleText(campaign.name) },
            ]}
          />
        }
      >
        When it began stays as it is: {longDay(campaign.createdOn)}. Another goal, scope or last day is marked on its
        page.
      </PageHeader>
      {stored ? (
        <CampaignEditor
          org={login}
          path={`${page}/edit`}
          draft={asked ?? draftOf(fieldsOf(stored.campaign))}
          isAsked={asked !== null}
          earliest={campaign.createdOn}
          cancel={page}
          store={editCampaign.bind(null, login, campaign.id)}
          press="Save the campaign"
          stored={{
            version: stored.version,
            basis: asked ? basisOf(search) : stored.version,
            fields: fieldsOf(stored.campaign),
          }}
        />
      ) : (
        <OwnersOnly back={page} />
      )}
    </PageMain>
  )
}

function fieldsOf(campaign: Campaign): CampaignFields {
  return { ...campaign, teams: campaign.teams.map(({ slug }) => slug) }
}
