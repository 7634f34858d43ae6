import 'server-only'
import { PRIORITY } from './names'
import { addJob } from './queue'
import { repositoryQueue } from './queue-names'

interface Attribution {
  /** The repository was pushed to or asked for, and did not come with a whole organisation. */
  readonly isUrgent?: boolean
  readonly runAt?: Date
}

/**
 * Asks for the commits that changed verdicts of one repository to be found; one at a time for each repository. Urgent ones
 * come before the past of all repositories, the others after it.
 */
export async function enqueueAttribution(repositoryId: bigint, { isUrgent, runAt }: Attribution = {}): Promise<void> {
  await addJob({
    name: 'attribute-changes',
    payload: { repositoryId: String(repositoryId), isUrgent },
    key: `attribute:${repositoryId}`,
    queueName: repositoryQueue('attribution', repositoryId),
    priority: isUrgent ? PRIORITY['audit-history'] - 1 : undefined,
    runAt,
  })
}
