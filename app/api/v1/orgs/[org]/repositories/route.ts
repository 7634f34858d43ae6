import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeRow } from '@/lib/api/resources/repository'
import { readRepositories } from '@/lib/data/repository-list'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'

export const GET = answering(OPERATIONS.listRepositories, async (question) => {
  const access = await organisationAsked(question)
  const query = parseScorecardQuery(question.search)
  const { per_page: perPage } = question.query
  const { rows, total } = await readRepositories(access, query, perPage)
  return {
    body: { total, repositories: rows.map((row) => describeRow(access.login, row)) },
    page: { page: query.page, perPage, total },
  }
})
