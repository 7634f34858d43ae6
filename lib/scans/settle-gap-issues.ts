import 'server-only'
import { asUser } from '@/lib/auth/github-token'
import { asScanner } from '@/lib/auth/scanner'
import { noteClosed, noteWaiting } from '@/lib/data/gap-issues'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { findRepositoriesToSettle, findSettledGapIssues, type SettledGapIssue } from '@/lib/data/settled-gap-issues'
import { wayIn } from '@/lib/env'
import { hasCode, RateLimited } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { closeIssue, commentOnIssue, fetchIssue, hasMarkedComment } from '@/lib/github/issues'
import { enqueueSettling } from '@/lib/jobs/enqueue-issues'
import { log } from '@/lib/log'
import { presentPlace } from './present-place'
import { WITHOUT_ISSUE } from './without-issue'

const NOT_CLOSED = 'The gap is closed, but GitHub lets nobody here close the issue. Close it by hand.'

/** Asks for open issues to be closed where the latest audit no longer finds their gap; without any it costs one query. */
export async function askToSettle(organisationId: bigint, repositoryId: bigint): Promise<void> {
  if ((await findSettledGapIssues(repositoryId)).length > 0) await enqueueSettling(organisationId, repositoryId)
}

/** The same for everything, for what could not be closed when its gap was. */
export async function askToSettleAll(): Promise<void> {
  for (const { organisationId, repositoryId } of await findRepositoriesToSettle()) {
    await enqueueSettling(organisationId, repositoryId)
  }
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
    for (const issue of settled) await settle(issue, repository)
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error
    await enqueueSettling(organisationId, repositoryId, error.resetAt)
  }
}

/** With the App, or else with whoever opened it; where GitHub refuses that, with the other. */
async function settle(issue: SettledGapIssue, repository: RepositoryToScan): Promise<void> {
  const { openedById } = issue
  const close = (client: GitHubClient) => closeOne(client, issue, repository)
  const asOpener = openedById === null ? [] : [() => asUser(openedById, close, 'scan')]
  const asAnyone = () => asScanner(repository.organisationId, null, close)
  for (const way of wayIn() === 'app' ? [asAnyone, ...asOpener] : [...asOpener, asAnyone]) {
    try {
      return await way()
    } catch (error) {
      if (!isRefused(error)) throw error
      log().info({ repository: repository.name, issue: issue.number, error }, 'an issue could not be closed this way')
    }
  }
  // It stays open here as it does there; the page says so, and the next audit tries again.
  await noteWaiting(issue.id, NOT_CLOSED)
}

async function closeOne(
  client: GitHubClient,
  { id, number, verdict, commit }: SettledGapIssue,
  repository: RepositoryToScan,
): Promise<void> {
  if (number === null) return
  const marker = `<!-- airworthy:closed:${commit} -->`
  const place = await presentPlace(client, repository)
  const current = await fetchIssue(client, place, number)
  if (typeof current === 'string') return noteClosed(id, WITHOUT_ISSUE[current])
  const isSaid = await hasMarkedComment(client, place, number, marker)
  if (current.isOpen) {
    const found = verdict === 'pass' ? 'it passes' : 'it no longer applies'
    const comment = `Airworthy looked at ${commit}: ${found}. Closing.\n\n${marker}`
    if (!isSaid) await commentOnIssue(client, place, number, comment)
    await closeIssue(client, place, number)
  }
  await noteClosed(id, current.isOpen || isSaid ? 'Closed when the gap was.' : 'Somebody closed it on GitHub.')
}

function isRefused(error: unknown): boolean {
  return hasCode(error, 'forbidden', 'signed-out', 'not-found')
}
