import 'server-only'
import { queue } from './enqueue'
import { URGENT } from './names'

/** Eight attempts last half an hour, as GitHub's outages may. */
const ATTEMPTS = 8

interface Urgency {
  /** Somebody looks at this one issue and waits for it. */
  readonly isUrgent: boolean
}

/** Asks for issues to be opened: one person's one after the other, as GitHub wants it of those who write. */
export async function enqueueGapIssues(
  openedById: bigint,
  gapIssueIds: readonly bigint[],
  { isUrgent }: Urgency,
  runAt?: Date,
): Promise<void> {
  const utils = await queue()
  await utils.addJobs(
    gapIssueIds.map((id) => ({
      identifier: 'open-gap-issue',
      payload: { gapIssueId: String(id), ...(isUrgent ? { isUrgent } : {}) },
      jobKey: `gap-issue:${id}`,
      queueName: `gap-issues:${openedById}`,
      maxAttempts: ATTEMPTS,
      ...(isUrgent ? { priority: URGENT } : {}),
      ...(runAt ? { runAt } : {}),
    })),
  )
}

export async function enqueueSettling(organisationId: bigint, repositoryId: bigint, runAt?: Date): Promise<void> {
  const utils = await queue()
  const payload = { organisationId: String(organisationId), repositoryId: String(repositoryId) }
  await utils.addJob('settle-gap-issues', payload, {
    jobKey: `settle-gap-issues:${repositoryId}`,
    queueName: `settle-gap-issues:${organisationId}`,
    maxAttempts: ATTEMPTS,
    ...(runAt ? { runAt } : {}),
  })
}
