import 'server-only'
import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker'
import type { z } from 'zod'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type JOBS, MAX_ATTEMPTS, PRIORITY, URGENT } from './names'
import { queueLogger } from './queue-logger'
import { webhookJob } from './webhook-job'

const store = globalThis as typeof globalThis & { airworthyQueue?: Promise<WorkerUtils> }

/** Asks for the listing of an organisation; one at a time for each organisation. */
export async function enqueueListing(scanId: bigint, organisationId: bigint, runAt?: Date): Promise<void> {
  const utils = await queue()
  await utils.addJob(
    'list-organisation',
    { scanId: String(scanId) },
    {
      jobKey: `list:${scanId}`,
      queueName: `organisation:${organisationId}`,
      priority: PRIORITY['list-organisation'],
      maxAttempts: MAX_ATTEMPTS,
      ...(runAt ? { runAt } : {}),
    },
  )
}

export interface RepositoryJob {
  readonly scanId: bigint
  readonly repositoryId: bigint
  readonly phase: 'head' | 'history'
  /** The head as it was listed; GitHub is asked again without it. */
  readonly head?: z.output<(typeof JOBS)['audit-head']>['head']
  /** Before the repositories of a whole organisation, and one after the other for the same repository. */
  readonly isUrgent?: boolean | undefined
  readonly runAt?: Date
}

/** Asks for repositories to be looked at; asking again for the same phase of the same scan changes nothing. */
export async function enqueueRepositories(jobs: readonly RepositoryJob[]): Promise<void> {
  const utils = await queue()
  for (let start = 0; start < jobs.length; start += 500) {
    await utils.addJobs(
      jobs.slice(start, start + 500).map(({ scanId, repositoryId, phase, head, isUrgent, runAt }) => ({
        identifier: `audit-${phase}`,
        payload: {
          scanId: String(scanId),
          repositoryId: String(repositoryId),
          ...(head ? { head } : {}),
          ...(isUrgent ? { isUrgent } : {}),
        },
        jobKey: repositoryJobKey(scanId, repositoryId, phase),
        priority: isUrgent ? URGENT : PRIORITY[`audit-${phase}`],
        maxAttempts: MAX_ATTEMPTS,
        ...(isUrgent ? { queueName: `repository:${repositoryId}` } : {}),
        ...(runAt ? { runAt } : {}),
      })),
    )
  }
}

/** Asks for a delivery to be looked at again from then on, with all its attempts. */
export async function enqueueWebhook(deliveryId: string, organisationId: bigint | null, runAt: Date): Promise<void> {
  const { task, key, ...rest } = webhookJob(deliveryId, organisationId)
  const utils = await queue()
  await utils.addJob(task, { deliveryId }, { jobKey: key, ...rest, runAt })
}

export function repositoryJobKey(scanId: bigint, repositoryId: bigint, phase: 'head' | 'history'): string {
  return `${phase}:${scanId}:${repositoryId}`
}

/** Ends this process's connection to the queue; for tests and for the end of a worker. */
export async function closeQueue(): Promise<void> {
  const open = store.airworthyQueue
  store.airworthyQueue = undefined
  await (await open)?.release()
}

/** This process's connection to the queue. */
export function queue(): Promise<WorkerUtils> {
  store.airworthyQueue ??= makeWorkerUtils({
    connectionString: env().DATABASE_URL,
    maxPoolSize: 2,
    logger: queueLogger(),
  }).catch((error: unknown) => {
    store.airworthyQueue = undefined
    log().error({ error }, 'the queue can not be reached')
    throw error
  })
  return store.airworthyQueue
}
