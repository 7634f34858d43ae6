import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import {
  deferItem,
  failItem,
  finishItem,
  type ItemKey,
  postponeItem,
  type RepositoryToScan,
  startItem,
} from '@/lib/data/scan-items'
import { addSaved, deferScan, findScan, type ScanToRun } from '@/lib/data/scans'
import { AppError, RateLimited } from '@/lib/errors'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueueRepositories, type RepositoryJob } from '@/lib/jobs/enqueue-scans'
import { log } from '@/lib/log'
import { failureReason, isHopeless } from './failure-reason'
import { meter } from './spending'
import { spreadAfter } from './spread-after'

/** Gives the work a client, a started item, a way to write down what it has spent so far, and the scan it is part of. */
export type ItemWork = (
  client: GitHubClient,
  repository: RepositoryToScan,
  writeUsage: () => Promise<void>,
  scan: ScanToRun,
) => Promise<void>

/**
 * Runs one item of a scan and notes how it ended. What another try may mend is thrown until the last attempt; the rest
 * fails the item with its reason and never another one.
 */
export async function runItem(job: RepositoryJob, isLastAttempt: boolean, work: ItemWork): Promise<void> {
  const key: ItemKey = { scanId: job.scanId, repositoryId: job.repositoryId, phase: job.phase }
  const item = await startItem(key)
  if (!item) return
  const scan = await findScan(job.scanId)
  if (!scan) return
  const run = async (client: GitHubClient): Promise<number> => {
    const writeUsage = meter(job.scanId, client)
    await work(client, item.repository, writeUsage, scan).finally(writeUsage)
    // What an earlier attempt at this item audited was found again, but it did cost.
    return client.usage.saved - item.auditsStored * ARCHIVE_REQUESTS
  }
  try {
    const priority = job.phase === 'history' ? 'background' : 'scan'
    const saved = await asScanner(scan.organisationId, scan.startedById, run, priority)
    await addSaved(job.scanId, saved)
    await finishItem(key)
  } catch (error) {
    await settleFailure(job, key, error, isLastAttempt)
  }
}

async function settleFailure(job: RepositoryJob, key: ItemKey, error: unknown, isLastAttempt: boolean): Promise<void> {
  if (error instanceof RateLimited) return postpone(job, key, error)
  const isExpected = error instanceof AppError
  const isFinal = isLastAttempt || isHopeless(error)
  const reason = failureReason(error, 'on this repository')
  log()[isExpected ? 'warn' : 'error'](
    { ...job, scanId: String(job.scanId), repositoryId: String(job.repositoryId), error, isFinal },
    'a repository could not be audited',
  )
  if (isFinal) {
    await failItem(key, reason)
    return giveUpJob(error, reason)
  }
  await deferItem(key, reason)
  throw error
}

async function postpone(job: RepositoryJob, key: ItemKey, { message, resetAt }: RateLimited): Promise<void> {
  const waiting = await postponeItem(key, message)
  if (await deferScan(job.scanId, resetAt, message)) {
    log().info({ scanId: String(job.scanId), until: resetAt.toISOString() }, 'a scan waits for GitHub')
  }
  await enqueueRepositories([{ ...job, runAt: spreadAfter(resetAt, waiting) }])
}
