import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeTeam } from '@/lib/api/resources/team'

export const GET = answering(OPERATIONS.getTeam, async (question) => ({
  body: await describeTeam(await organisationAsked(question), question.params.slug, question.query.range),
}))
