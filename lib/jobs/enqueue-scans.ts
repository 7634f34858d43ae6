import 'server-only'
import { type JobInput, PRIORITY, URGENT } from './names'
import { addJob, addJobs } from './queue'
import { repositoryQueue } from './queue-names'
import { turnOf } from './turns'

/** Asks for the listing of an organisation; one at a time for each organisation. */
export async function enqueueListing(scanId: bigint, organisationId: bigint, runAt?: Date): Promise<void> {
  await addJob({
    name: 'list-organisation',
    payload: { scanId: String(scanId) },
    key: `list:${scanId}`,
    queueName: `organisation:${organisationId}`,
    runAt,
  })
}

export interface RepositoryJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
  readonly phase: 'head' | 'history'
  /** The head as it was listed; GitHub is asked again without it. */
  readonly head?: JobInput<'audit-head'>['head']
  /** Before the repositories of a whole organisation, and one after the other for the same repository. */
  readonly isUrgent?: boolean | undefined
  /** See turns.ts; the first when not told. */
  readonly turn?: number | undefined
  readonly runAt?: Date | undefined
}

/**
 * Asks for the repositories of an organisation to be looked at in this order, in turns with those of others, so that a
 * large one keeps no small one waiting for hours. Asking again for the same scan changes nothing.
 */
export async function enqueueInTurns(jobs: readonly RepositoryJob[]): Promise<void> {
  // Long past for any clock: the database's decides what is due.
  const firstAt = Date.now() - jobs.length - 3_600_000
  await enqueueRepositories(
    jobs.map((job, index) => ({ ...job, turn: turnOf(index), runAt: new Date(firstAt + index) })),
  )
}

/** Asks for repositories to be looked at; asking again for the same phase of the same scan changes nothing. */
export async function enqueueRepositories(jobs: readonly RepositoryJob[]): Promise<void> {
  await addJobs(
    jobs.map(({ scanId, repositoryId, phase, head, isUrgent, turn = 0, runAt }) => ({
      name: `audit-${phase}` as const,
      payload: { scanId: String(scanId), repositoryId: String(repositoryId), ...(head && { head }), isUrgent, turn },
      key: `${phase}:${scanId}:${repositoryId}`,
      queueName: isUrgent ? repositoryQueue('repository', repositoryId) : undefined,
      priority: isUrgent ? URGENT : PRIORITY[`audit-${phase}`] + turn,
      runAt,
    })),
  )
}
