import { responding } from '@/lib/api/answer'
import { repositoryAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { answerFile, fileAsked } from '@/lib/api/tables/file'
import { REPOSITORY_TABLES } from '@/lib/api/tables/repository-tables'

export const GET = responding(OPERATIONS.exportRepository, async (question) => {
  const { table, format } = fileAsked(question.params.file, REPOSITORY_TABLES)
  const access = await repositoryAsked(question)
  return answerFile(await REPOSITORY_TABLES[table](access, question.query), format)
})
