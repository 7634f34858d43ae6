import { answering } from '@/lib/api/answer'
import { characteristicAsked, organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeStandings } from '@/lib/api/resources/characteristic'
import { parseCharacteristicQuery } from '@/lib/data/characteristic-query'

export const GET = answering(OPERATIONS.getCharacteristic, async (question) => {
  const check = characteristicAsked(question)
  const access = await organisationAsked(question)
  const query = parseCharacteristicQuery(question.search)
  const { per_page: perPage } = question.query
  const body = await describeStandings(access, check, query, perPage)
  return { body, page: { page: query.page, perPage, total: body.total } }
})
