import 'server-only'
import { queue } from './enqueue'
import { PRIORITY } from './names'

export interface PullRequestToCheck {
  readonly organisationId: bigint
  readonly repositoryId: bigint
  readonly number: number
  /** As it was told; the head of that moment is what is checked. */
  readonly headCommit: string
}

/** Eight attempts last half an hour, as GitHub's outages may. */
const ATTEMPTS = 8

/**
 * Asks for a pull request to be checked; a newer commit of it takes the place of one that still waits. One that is put off
 * to `runAt` takes nobody's place. Those of a repository are checked one after the other.
 */
export async function enqueuePullRequestCheck(pull: PullRequestToCheck, runAt?: Date): Promise<void> {
  const { organisationId, repositoryId, number, headCommit } = pull
  const key = `pull-request:${repositoryId}:${number}`
  const utils = await queue()
  await utils.addJob(
    'check-pull-request',
    { organisationId: String(organisationId), repositoryId: String(repositoryId), number, headCommit },
    {
      jobKey: runAt ? `${key}:${headCommit}` : key,
      queueName: `pull-requests:${repositoryId}`,
      priority: PRIORITY['check-pull-request'],
      maxAttempts: ATTEMPTS,
      ...(runAt ? { runAt } : {}),
    },
  )
}
