import 'server-only'
import { queue } from './enqueue'

/** Asks for what GitHub says of one repository to be read again; asking twice reads once. */
export async function enqueueSignals(repositoryId: bigint, runAt?: Date): Promise<void> {
  const utils = await queue()
  await utils.addJob(
    'read-signals',
    { repositoryId: String(repositoryId) },
    { jobKey: `signals:${repositoryId}`, jobKeyMode: 'preserve_run_at', maxAttempts: 3, ...(runAt ? { runAt } : {}) },
  )
}
