import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeWaivers } from '@/lib/api/resources/waiver'
import { parseWaiversQuery } from '@/lib/data/waivers-query'

export const GET = answering(OPERATIONS.listWaivers, async (question) => {
  const access = await organisationAsked(question)
  const query = parseWaiversQuery(question.search)
  const { per_page: perPage } = question.query
  const body = await describeWaivers(access, query, perPage)
  return { body, page: { page: query.page, perPage, total: body.total } }
})
