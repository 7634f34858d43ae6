import { responding } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { answerFile, fileAsked } from '@/lib/api/tables/file'
import { WAIVER_TABLES } from '@/lib/api/tables/waiver-tables'

export const GET = responding(OPERATIONS.exportWaivers, async (question) => {
  const { table, format } = fileAsked(question.params.file, WAIVER_TABLES)
  const access = await organisationAsked(question)
  return answerFile(await WAIVER_TABLES[table](access, question.search), format)
})
