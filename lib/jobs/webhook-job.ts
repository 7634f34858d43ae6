import type { QueuedJob } from '@/lib/data/webhook-deliveries'
import { LONG_ATTEMPTS, PRIORITY } from './names'

/** The job of a delivery; those of one organisation are handled one after the other, in the order in which they came. */
export function webhookJob(deliveryId: string, organisationId: bigint | null): QueuedJob {
  return {
    task: 'handle-webhook',
    key: `webhook:${deliveryId}`,
    queueName: `webhooks:${organisationId ?? ''}`,
    priority: PRIORITY['handle-webhook'],
    maxAttempts: LONG_ATTEMPTS,
  }
}
