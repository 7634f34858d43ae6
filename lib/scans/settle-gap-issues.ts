import 'server-only'
import { asUser } from '@/lib/auth/github-token'
import { asScanner } from '@/lib/auth/scanner'
import { findSettledGapIssues, noteClosed } from '@/lib/data/gap-issues'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { hasCode, nullIf, RateLimited } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { closeIssue, fetchIssue } from '@/lib/github/issues'
import { enqueueSettling } from '@/lib/jobs/enqueue-issues'
import { log } from '@/lib/log'

type Settled = Awaited<ReturnType<typeof findSettledGapIssues>>[number]

/** Asks for open issues to be closed where the latest audit no longer finds their gap; without any it costs one query. */
export async function askToSettle(organisationId: bigint, repositoryId: bigint): Promise<void> {
  if ((await findSettledGapIssues(repositoryId)).length > 0) await enqueueSettling(organisationId, repositoryId)
}

/** Closes the issues of a repository whose gap is closed, and says on each by which commit. */
export async function settleGapIssues(job: {
  readonly organisationId: bigint
  readonly repositoryId: bigint
}): Promise<void> {
  const { organisationId, repositoryId } = job
  const [repository, settled] = await Promise.all([
    findRepositoryToScan(repositoryId),
    findSettledGapIssues(repositoryId),
  ])
  if (!repository) return
  try {
    for (const issue of settled) {
      await settle(issue, repository, (work) => asScanner(organisationId, issue.openedById, work))
    }
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error
    await enqueueSettling(organisationId, repositoryId, error.resetAt)
  }
}

async function settle(
  issue: Settled,
  repository: RepositoryToScan,
  asScanning: (work: (client: GitHubClient) => Promise<void>) => Promise<void>,
): Promise<void> {
  const close = (client: GitHubClient) => closeOne(client, issue, repository)
  try {
    await asScanning(close).catch(async (error: unknown) => {
      if (!isRefused(error) || issue.openedById === null) throw error
      await asUser(issue.openedById, close, 'scan')
    })
  } catch (error) {
    if (!isRefused(error)) throw error
    // The note stays open: the page shows the issue, and the next audit tries again.
    log().info(
      { repository: repository.name, issue: issue.number },
      'an issue could not be closed for want of permission',
    )
  }
}

async function closeOne(
  client: GitHubClient,
  { id, number, verdict, commit }: Settled,
  { owner, name }: RepositoryToScan,
): Promise<void> {
  if (number === null) return
  const current = await fetchIssue(client, owner, name, number).catch(nullIf('not-found'))
  if (current?.isOpen) {
    const found = verdict === 'pass' ? 'it passes' : 'it no longer applies'
    await closeIssue(client, owner, name, number, `Airworthy looked at ${commit}: ${found}. Closing.`)
  }
  await noteClosed(id, current?.isOpen ? 'Closed when the gap was.' : 'Somebody closed it on GitHub.')
}

function isRefused(error: unknown): boolean {
  return hasCode(error, 'forbidden', 'signed-out', 'not-found')
}
