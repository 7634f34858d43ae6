import 'server-only'
import { PRIORITY } from './names'
import { addJob } from './queue'

export interface SignalsToRead {
  readonly repositoryId: bigint
  /** Who waits for it; null when nobody does. */
  readonly askedById: bigint | null
}

/**
 * Asks for what GitHub says of one repository to be read again; asking twice reads once. Whoever waits for it is not kept
 * waiting by a reading that was put off; one that nobody waits for changes nothing about one that is in the row.
 */
export async function enqueueSignals({ repositoryId, askedById }: SignalsToRead, runAt?: Date): Promise<void> {
  const job = {
    name: 'read-signals' as const,
    payload: { repositoryId: String(repositoryId), ...(askedById !== null && { askedById: String(askedById) }) },
    key: `signals:${repositoryId}${askedById === null ? '' : ':asked'}`,
    priority: PRIORITY[askedById === null ? 'audit-history' : 'read-signals'],
    maxAttempts: 3,
    runAt,
  }
  await addJob(job, { keepsRunAt: askedById === null })
}
