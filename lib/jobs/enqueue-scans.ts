import 'server-only'
import { findNextTurn } from '@/lib/data/next-turn'
import { type JobInput, URGENT } from './names'
import { addJob, addJobs } from './queue'
import { sharedQueue } from './queue-names'

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
  readonly runAt?: Date | undefined
}

/**
 * Asks for the repositories of an organisation to be looked at; asking again for the same scan changes nothing. They take
 * turns with those of other organisations that wait already, so that a large one keeps no small one waiting for hours.
 */
export async function enqueueInTurns(phase: RepositoryJob['phase'], jobs: readonly RepositoryJob[]): Promise<void> {
  if (jobs.length === 0) return
  const turn = await findNextTurn(`audit-${phase}`)
  await enqueueRepositories(jobs.map((job, index) => ({ ...job, phase, runAt: new Date(turn.getTime() + index) })))
}

/** Asks for repositories to be looked at; asking again for the same phase of the same scan changes nothing. */
export async function enqueueRepositories(jobs: readonly RepositoryJob[]): Promise<void> {
  await addJobs(
    jobs.map(({ scanId, repositoryId, phase, head, isUrgent, runAt }) => ({
      name: `audit-${phase}` as const,
      payload: { scanId: String(scanId), repositoryId: String(repositoryId), ...(head && { head }), isUrgent },
      key: `${phase}:${scanId}:${repositoryId}`,
      queueName: isUrgent ? sharedQueue('repository', repositoryId) : undefined,
      priority: isUrgent ? URGENT : undefined,
      runAt,
    })),
  )
}
