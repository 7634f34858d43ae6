import type { DeliveryToStore, QueuedJob } from '@/lib/data/webhook-deliveries'
import { LONG_ATTEMPTS, PRIORITY, PUSHED } from './names'

/**
 * The job of a delivery; those of one organisation are handled one after the other: pushes first, and otherwise in the
 * order in which they came.
 */
export function webhookJob({
  id,
  event,
  organisationId,
}: Pick<DeliveryToStore, 'id' | 'event' | 'organisationId'>): QueuedJob {
  return {
    task: 'handle-webhook',
    key: `webhook:${id}`,
    queueName: `webhooks:${organisationId ?? ''}`,
    priority: event === 'push' ? PUSHED : PRIORITY['handle-webhook'],
    maxAttempts: LONG_ATTEMPTS,
  }
}
