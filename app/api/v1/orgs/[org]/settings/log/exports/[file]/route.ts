import { responding } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { AUDIT_LOG_TABLES } from '@/lib/api/tables/audit-log-tables'
import { answerFile, fileAsked } from '@/lib/api/tables/file'

export const GET = responding(OPERATIONS.exportAuditLog, async (question) => {
  const { table, format } = fileAsked(question.params.file, AUDIT_LOG_TABLES)
  const access = await organisationAsked(question)
  return answerFile(await AUDIT_LOG_TABLES[table](access, question.search), format)
})
