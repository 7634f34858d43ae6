import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeSummary } from '@/lib/api/resources/organisation'

export const GET = answering(OPERATIONS.getOrganisation, async (question) => ({
  body: await describeSummary(await organisationAsked(question), question.query.range),
}))
