import 'server-only'
import { LONG_ATTEMPTS } from './names'
import { addJob } from './queue'
import { repositoryQueue } from './queue-names'

export interface PullRequestToCheck {
  readonly organisationId: bigint
  readonly repositoryId: bigint
  readonly number: number
  /** As it was told; the head of that moment is what is checked. */
  readonly headCommit: string
}

/**
 * Asks for a pull request to be checked; a newer commit of it takes the place of one that still waits. One that is put off
 * to `runAt` takes nobody's place. Those of a repository are checked one after the other.
 */
export async function enqueuePullRequestCheck(pull: PullRequestToCheck, runAt?: Date): Promise<void> {
  const { organisationId, repositoryId, number, headCommit } = pull
  const key = `pull-request:${repositoryId}:${number}`
  await addJob({
    name: 'check-pull-request',
    payload: { organisationId: String(organisationId), repositoryId: String(repositoryId), number, headCommit },
    key: runAt ? `${key}:${headCommit}` : key,
    queueName: repositoryQueue('pull-requests', repositoryId),
    maxAttempts: LONG_ATTEMPTS,
    runAt,
  })
}
