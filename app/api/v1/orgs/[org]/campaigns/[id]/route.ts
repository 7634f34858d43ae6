import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeCampaign } from '@/lib/api/resources/campaign'

export const GET = answering(OPERATIONS.getCampaign, async (question) => ({
  body: await describeCampaign(await organisationAsked(question), question.params.id),
}))
