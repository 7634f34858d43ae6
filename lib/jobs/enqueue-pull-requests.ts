import 'server-only'
import { queue } from './enqueue'
import { MAX_ATTEMPTS, PRIORITY } from './names'

export interface PullRequestToCheck {
  readonly organisationId: bigint
  readonly repositoryId: bigint
  readonly number: number
  readonly headCommit: string
  readonly baseCommit: string
}

/** Asks for a pull request to be checked; a newer commit of it takes the place of one that still waits. */
export async function enqueuePullRequestCheck(pull: PullRequestToCheck, runAt?: Date): Promise<void> {
  const { organisationId, repositoryId, ...rest } = pull
  const utils = await queue()
  await utils.addJob(
    'check-pull-request',
    { organisationId: String(organisationId), repositoryId: String(repositoryId), ...rest },
    {
      jobKey: `pull-request:${repositoryId}:${pull.number}`,
      priority: PRIORITY['check-pull-request'],
      maxAttempts: MAX_ATTEMPTS,
      ...(runAt ? { runAt } : {}),
    },
  )
}
