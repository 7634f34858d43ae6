import { responding } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { answerFile, fileAsked } from '@/lib/api/tables/file'
import { TEAM_TABLES } from '@/lib/api/tables/team-tables'

export const GET = responding(OPERATIONS.exportTeam, async (question) => {
  const { table, format } = fileAsked(question.params.file, TEAM_TABLES)
  const access = await organisationAsked(question)
  return answerFile(await TEAM_TABLES[table](access, question.params.slug, question.search), format)
})
