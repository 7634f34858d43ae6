import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeCharacteristics } from '@/lib/api/resources/characteristic'

export const GET = answering(OPERATIONS.listCharacteristics, async (question) => ({
  body: await describeCharacteristics(await organisationAsked(question)),
}))
