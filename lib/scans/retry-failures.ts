import 'server-only'
import { type ChosenFailures, type FailureToRetry, returnFailures, takeFailures } from '@/lib/data/job-failures'
import type { ScanOrigin } from '@/lib/data/scans'
import { RETRYABLE_TASKS } from '@/lib/data/task-words'
import { enqueueAttribution } from '@/lib/jobs/enqueue-attribution'
import { enqueueSettling } from '@/lib/jobs/enqueue-issues'
import { enqueuePullRequestCheck } from '@/lib/jobs/enqueue-pull-requests'
import { enqueueSignals } from '@/lib/jobs/enqueue-signals'
import { JOBS, type JobName, type JobPayload } from '@/lib/jobs/names'
import { log } from '@/lib/log'
import { startOrganisationScan, startRepositoryScan } from './start-scan'

/** An operator need not be somebody whom GitHub lets read the repository: it is looked at as by the schedule. */
const BY_NOBODY: ScanOrigin = { trigger: 'schedule', startedById: null }

type Retry<N extends JobName> = (payload: JobPayload<N>, organisationId: bigint) => Promise<unknown>

function retry<N extends JobName>(name: N, ask: Retry<N>) {
  return async ({ payload, organisationId }: FailureToRetry): Promise<boolean> => {
    const job = JOBS[name].safeParse(payload)
    // Its organisation or repository is gone by now.
    if (!job.success || organisationId === null) return false
    await ask(job.data as JobPayload<N>, organisationId)
    return true
  }
}

/** How each task is asked for again. */
export const RETRIES: Readonly<Record<string, (failure: FailureToRetry) => Promise<boolean>>> = {
  'list-organisation': retry('list-organisation', (_, organisationId) =>
    startOrganisationScan(organisationId, BY_NOBODY),
  ),
  'audit-head': retry('audit-head', ({ repositoryId }, organisationId) =>
    startRepositoryScan(organisationId, repositoryId, BY_NOBODY),
  ),
  'audit-history': retry('audit-history', ({ repositoryId }, organisationId) =>
    startRepositoryScan(organisationId, repositoryId, BY_NOBODY, 'history'),
  ),
  'attribute-changes': retry('attribute-changes', ({ repositoryId }) => enqueueAttribution(repositoryId)),
  'check-pull-request': retry('check-pull-request', (job) => enqueuePullRequestCheck(job)),
  'read-signals': retry('read-signals', ({ repositoryId }) => enqueueSignals({ repositoryId, askedById: null })),
  'settle-gap-issues': retry('settle-gap-issues', ({ organisationId, repositoryId }) =>
    enqueueSettling(organisationId, repositoryId),
  ),
}

/** Asks for jobs that were given up again, at most 200 of them; answers how many. What can't be asked for stays on the list. */
export async function retryFailures(which: ChosenFailures): Promise<number> {
  const failures = [...(await takeFailures(which, RETRYABLE_TASKS))]
  let asked = 0
  try {
    for (const failure of [...failures]) {
      if (await RETRIES[failure.task]?.(failure)) asked += 1
      failures.shift()
    }
  } catch (error) {
    await returnFailures(failures.flatMap(({ ids }) => ids)).catch((second: unknown) =>
      log().warn({ error: second }, 'failures could not be put back on the list'),
    )
    throw error
  }
  return asked
}
