import 'server-only'
import { queue } from './enqueue'
import { MAX_ATTEMPTS } from './names'

/** Asks for issues to be opened: one person's one after the other, as GitHub wants it of those who write. */
export async function enqueueGapIssues(
  openedById: bigint,
  gapIssueIds: readonly bigint[],
  runAt?: Date,
): Promise<void> {
  const utils = await queue()
  await utils.addJobs(
    gapIssueIds.map((id) => ({
      identifier: 'open-gap-issue',
      payload: { gapIssueId: String(id) },
      jobKey: `gap-issue:${id}`,
      queueName: `gap-issues:${openedById}`,
      maxAttempts: MAX_ATTEMPTS,
      ...(runAt ? { runAt } : {}),
    })),
  )
}

export async function enqueueSettling(organisationId: bigint, repositoryId: bigint, runAt?: Date): Promise<void> {
  const utils = await queue()
  const payload = { organisationId: String(organisationId), repositoryId: String(repositoryId) }
  await utils.addJob('settle-gap-issues', payload, {
    jobKey: `settle-gap-issues:${repositoryId}`,
    maxAttempts: MAX_ATTEMPTS,
    ...(runAt ? { runAt } : {}),
  })
}
