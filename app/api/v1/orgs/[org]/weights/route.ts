import { answering } from '@/lib/api/answer'
import { organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { readWeights } from '@/lib/data/stored-weights'

export const GET = answering(OPERATIONS.getWeights, async (question) => ({
  body: (await readWeights((await organisationAsked(question)).organisationId)).weights,
}))
