import { responding } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { CAMPAIGN_TABLES } from '@/lib/api/tables/campaign-tables'
import { answerFile, fileAsked } from '@/lib/api/tables/file'

export const GET = responding(OPERATIONS.exportCampaign, async (question) => {
  const { table, format } = fileAsked(question.params.file, CAMPAIGN_TABLES)
  const access = await organisationAsked(question)
  return answerFile(await CAMPAIGN_TABLES[table](access, question.params.id), format)
})
