import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { deferItem, failItem, finishItem, type ItemKey, type RepositoryToScan, startItem } from '@/lib/data/scan-items'
import { findScan } from '@/lib/data/scans'
import { AppError, type AppErrorCode, RateLimited } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { enqueueRepositories, type RepositoryJob } from '@/lib/jobs/enqueue'
import { log } from '@/lib/log'
import { meter } from './spending'

/** Another try gives the same answer; an archive that ended too early may come whole the next time. */
const HOPELESS: readonly AppErrorCode[] = ['not-found', 'forbidden', 'signed-out', 'invalid-input']
const OUR_FAULT = 'Airworthy failed on this repository; the fault is ours.'

/** Gives the work a client, a started item and a way to write down what it has spent so far. */
export type ItemWork = (
  client: GitHubClient,
  repository: RepositoryToScan,
  writeUsage: () => Promise<void>,
) => Promise<void>

/**
 * Runs one item of a scan and notes how it ended. What another try may mend is thrown until the last attempt; the rest
 * fails the item with its reason and never another one.
 */
export async function runItem(job: RepositoryJob, isLastAttempt: boolean, work: ItemWork): Promise<void> {
  const key: ItemKey = { scanId: job.scanId, repositoryId: job.repositoryId, phase: job.phase }
  const repository = await startItem(key)
  if (!repository) return
  const scan = await findScan(job.scanId)
  if (!scan) return
  try {
    await asScanner(scan.organisationId, scan.startedById, async (client) => {
      const writeUsage = meter(job.scanId, client)
      await work(client, repository, writeUsage).finally(writeUsage)
    })
    await finishItem(key)
  } catch (error) {
    await settleFailure(job, key, error, isLastAttempt)
  }
}

async function settleFailure(job: RepositoryJob, key: ItemKey, error: unknown, isLastAttempt: boolean): Promise<void> {
  if (error instanceof RateLimited) {
    await deferItem(key, error.message)
    return enqueueRepositories([{ ...job, runAt: error.resetAt }])
  }
  const isExpected = error instanceof AppError
  const isFinal = isLastAttempt || (isExpected && HOPELESS.includes(error.code))
  const reason = isExpected ? error.message : OUR_FAULT
  log()[isExpected ? 'warn' : 'error'](
    { ...job, scanId: String(job.scanId), repositoryId: String(job.repositoryId), error, isFinal },
    'a repository could not be audited',
  )
  if (isFinal) return failItem(key, reason)
  await deferItem(key, reason)
  throw error
}
