import { answering } from '@/lib/api/answer'
import { repositoryAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { describeHistory } from '@/lib/api/resources/repository'
import { readRepositoryHistory } from '@/lib/data/repository-history'

export const GET = answering(OPERATIONS.getRepositoryHistory, async (question) => {
  const access = await repositoryAsked(question)
  return { body: describeHistory(access.login, access.repositoryName, await readRepositoryHistory(access)) }
})
