import 'server-only'
import type { JobHelpers, TaskList } from 'graphile-worker'
import { pruneDeliveries } from '@/lib/data/webhook-deliveries'
import { askForDueMessages } from '@/lib/notifications/ask-for-due-messages'
import { sendMessage } from '@/lib/notifications/send-message'
import { sendWeeklyReminder } from '@/lib/notifications/send-reminder'
import { attributeChanges } from '@/lib/scans/attribute-changes'
import type { AuditTools } from '@/lib/scans/audit-tools'
import { backfillHistory } from '@/lib/scans/backfill-history'
import { openQueuedIssue } from '@/lib/scans/open-gap-issue'
import { prune } from '@/lib/scans/prune'
import { checkPullRequest } from '@/lib/scans/pull-requests/check-pull-request'
import { refreshSignals } from '@/lib/scans/read-signals'
import { recheckVisibility } from '@/lib/scans/recheck-visibility'
import { reconcileOrganisations } from '@/lib/scans/reconcile'
import { scanOrganisation } from '@/lib/scans/scan-organisation'
import { scanRepository } from '@/lib/scans/scan-repository'
import { settleGapIssues } from '@/lib/scans/settle-gap-issues'
import { handleDelivery } from '@/lib/scans/webhooks/handle-delivery'
import { redeliverMissed } from '@/lib/scans/webhooks/redeliver-missed'
import { inJob } from './current-job'
import { JOBS, type JobName, type JobPayload } from './names'

type Handler<N extends JobName> = (payload: JobPayload<N>, isLastAttempt: boolean) => Promise<void>

/** What each job does; payloads are parsed first, because what waits in the queue may be of an older version. */
export function createTasks(tools: AuditTools): TaskList {
  return {
    'list-organisation': task('list-organisation', ({ scanId }, isLast) => scanOrganisation(scanId, tools, isLast)),
    'audit-head': task('audit-head', (job, isLast) => scanRepository(job, tools, isLast)),
    'audit-history': task('audit-history', (job, isLast) => backfillHistory(job, tools, isLast)),
    'attribute-changes': task('attribute-changes', ({ repositoryId, isUrgent }, isLast) =>
      attributeChanges(repositoryId, tools, isLast, isUrgent),
    ),
    'handle-webhook': task('handle-webhook', ({ deliveryId }, isLast) => handleDelivery(deliveryId, isLast)),
    'check-pull-request': task('check-pull-request', (job, isLast) => checkPullRequest(job, tools, isLast)),
    'read-signals': task('read-signals', ({ repositoryId, askedById = null }, isLast) =>
      refreshSignals({ repositoryId, askedById }, isLast),
    ),
    'recheck-visibility': task('recheck-visibility', ({ repositoryId }) => recheckVisibility(repositoryId)),
    'open-gap-issue': task('open-gap-issue', (job, isLast) => openQueuedIssue(job, isLast)),
    'settle-gap-issues': task('settle-gap-issues', (job) => settleGapIssues(job)),
    'find-due-messages': task('find-due-messages', () => askForDueMessages()),
    'send-message': task('send-message', (job) => sendMessage(job)),
    'send-reminder': task('send-reminder', ({ campaignId }) => sendWeeklyReminder(campaignId)),
    'redeliver-missed': task('redeliver-missed', () => redeliverMissed()),
    'prune-deliveries': task('prune-deliveries', () => pruneDeliveries()),
    'prune-records': task('prune-records', () => prune()),
    'reconcile-organisations': task('reconcile-organisations', ({ _cron }) =>
      reconcileOrganisations(_cron.ts.getUTCHours()),
    ),
  }
}

function task<N extends JobName>(name: N, handle: Handler<N>) {
  return async (raw: unknown, { job }: JobHelpers): Promise<void> => {
    const isLastAttempt = job.attempts >= job.max_attempts
    await inJob({ id: job.id, task: name, payload: raw, isLastAttempt }, async () => {
      await handle(JOBS[name].parse(raw) as JobPayload<N>, isLastAttempt)
    })
  }
}
