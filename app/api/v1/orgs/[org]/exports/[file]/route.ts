import { responding } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { answerFile, fileAsked } from '@/lib/api/tables/file'
import { ORGANISATION_TABLES } from '@/lib/api/tables/organisation-tables'

export const GET = responding(OPERATIONS.exportOrganisation, async (question) => {
  const { table, format } = fileAsked(question.params.file, ORGANISATION_TABLES)
  const access = await organisationAsked(question)
  return answerFile(await ORGANISATION_TABLES[table](access, question.search), format)
})
