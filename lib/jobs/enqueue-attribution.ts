import 'server-only'
import { addJob } from './queue'
import { repositoryQueue } from './queue-names'

/** Asks for the commits that changed verdicts of one repository to be found; one at a time for each repository. */
export async function enqueueAttribution(repositoryId: bigint, runAt?: Date): Promise<void> {
  await addJob({
    name: 'attribute-changes',
    payload: { repositoryId: String(repositoryId) },
    key: `attribute:${repositoryId}`,
    queueName: repositoryQueue('attribution', repositoryId),
    runAt,
  })
}
