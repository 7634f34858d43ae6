import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findDueRepositories } from '@/lib/data/due-repositories'
import { addItems, deferScan, endListing, failScan, findScan, type ScanToRun } from '@/lib/data/scans'
import { AppError, RateLimited } from '@/lib/errors'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueueInTurns, enqueueListing } from '@/lib/jobs/enqueue-scans'
import { log } from '@/lib/log'
import type { AuditTools } from './audit-tools'
import { failureReason } from './failure-reason'
import { meter } from './spending'
import { spreadJob } from './spread-after'
import { syncOrganisation } from './sync-organisation'

/** Lists the organisation of a scan, then asks for every repository that changed. Throws what is worth another try. */
export async function scanOrganisation(
  scanId: bigint,
  tools: Pick<AuditTools, 'rubricVersion'>,
  isLastAttempt: boolean,
): Promise<void> {
  const scan = await findScan(scanId)
  if (scan?.status !== 'listing') return
  try {
    await asScanner(scan.organisationId, scan.startedById, (client) => listAndEnqueue(client, scan, tools))
  } catch (error) {
    if (error instanceof RateLimited) {
      await deferScan(scanId, error.resetAt, error.message)
      return enqueueListing(scanId, scan.organisationId, await spreadJob('list-organisation', error.resetAt))
    }
    const isExpected = error instanceof AppError
    if (isLastAttempt || (isExpected && error.code !== 'github-unavailable')) {
      const reason = failureReason(error, 'while it listed the organisation')
      await failScan(scanId, reason)
      await giveUpJob(error, reason)
      if (isExpected) return
    }
    throw error
  }
}

async function listAndEnqueue(
  client: GitHubClient,
  { id: scanId, organisationId, login }: ScanToRun,
  { rubricVersion }: Pick<AuditTools, 'rubricVersion'>,
): Promise<void> {
  const writeUsage = meter(scanId, client)
  try {
    const heads = await syncOrganisation(client, { organisationId, login })
    const due = await findDueRepositories(organisationId, rubricVersion, [...heads.keys()])
    const headJobs = due.head.map((repositoryId) => ({
      scanId,
      repositoryId,
      phase: 'head' as const,
      head: heads.get(repositoryId),
    }))
    const historyJobs = due.history.map((repositoryId) => ({ scanId, repositoryId, phase: 'history' as const }))
    // A worker that dies anywhere in here lists again: items that are there already stay as they are, and so does their work.
    await addItems(scanId, [...headJobs, ...historyJobs])
    await enqueueInTurns(headJobs)
    await enqueueInTurns(historyJobs)
    await endListing(scanId, due.unchanged, due.knownHeads * ARCHIVE_REQUESTS)
    log().info(
      {
        scanId: String(scanId),
        organisation: login,
        heads: due.head.length,
        histories: due.history.length,
        unchanged: due.unchanged,
      },
      'listed the organisation',
    )
  } finally {
    await writeUsage()
  }
}
