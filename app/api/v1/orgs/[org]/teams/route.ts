import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeTeams } from '@/lib/api/resources/team'

export const GET = answering(OPERATIONS.listTeams, async (question) => ({
  body: await describeTeams(await organisationAsked(question), question.query.range),
}))
