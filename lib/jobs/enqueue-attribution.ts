import 'server-only'
import { queue } from './enqueue'
import { MAX_ATTEMPTS, PRIORITY } from './names'

/** Asks for the commits that changed verdicts of one repository to be found; one at a time for each repository. */
export async function enqueueAttribution(repositoryId: bigint, runAt?: Date): Promise<void> {
  const utils = await queue()
  await utils.addJob(
    'attribute-changes',
    { repositoryId: String(repositoryId) },
    {
      jobKey: `attribute:${repositoryId}`,
      queueName: `attribution:${repositoryId}`,
      priority: PRIORITY['attribute-changes'],
      maxAttempts: MAX_ATTEMPTS,
      ...(runAt ? { runAt } : {}),
    },
  )
}
