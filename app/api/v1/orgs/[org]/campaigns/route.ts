import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeCampaigns } from '@/lib/api/resources/campaign'

export const GET = answering(OPERATIONS.listCampaigns, async (question) => ({
  body: await describeCampaigns(await organisationAsked(question)),
}))
