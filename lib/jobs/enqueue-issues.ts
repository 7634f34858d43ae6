import 'server-only'
import { LONG_ATTEMPTS, URGENT } from './names'
import { addJob, addJobs } from './queue'

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
  await addJobs(
    gapIssueIds.map((id) => ({
      name: 'open-gap-issue' as const,
      payload: { gapIssueId: String(id), ...(isUrgent && { isUrgent }) },
      key: `gap-issue:${id}`,
      queueName: `gap-issues:${openedById}`,
      priority: isUrgent ? URGENT : undefined,
      maxAttempts: LONG_ATTEMPTS,
      runAt,
    })),
  )
}

/** Asks for the issues of a repository whose gap is closed to be closed; one repository of an organisation at a time. */
export async function enqueueSettling(organisationId: bigint, repositoryId: bigint, runAt?: Date): Promise<void> {
  await addJob({
    name: 'settle-gap-issues',
    payload: { organisationId: String(organisationId), repositoryId: String(repositoryId) },
    key: `settle-gap-issues:${repositoryId}`,
    queueName: `settle-gap-issues:${organisationId}`,
    maxAttempts: LONG_ATTEMPTS,
    runAt,
  })
}
