import { answering } from '@/lib/api/answer'
import { repositoryAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeRepository } from '@/lib/api/resources/repository'

export const GET = answering(OPERATIONS.getRepository, async (question) => ({
  body: await describeRepository(await repositoryAsked(question)),
}))
