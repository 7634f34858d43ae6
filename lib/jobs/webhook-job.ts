import type { DeliveryToStore, QueuedJob } from '@/lib/data/webhook-deliveries'
import { LONG_ATTEMPTS, PRIORITY } from './names'

/**
 * The job of a delivery; those of one organisation are handled one after the other, in the order in which they came. Pushes
 * have a row of their own: people wait for them, and a thousand renamed repositories take minutes.
 */
export function webhookJob({
  id,
  event,
  organisationId,
}: Pick<DeliveryToStore, 'id' | 'event' | 'organisationId'>): QueuedJob {
  return {
    task: 'handle-webhook',
    key: `webhook:${id}`,
    queueName: `${event === 'push' ? 'pushes' : 'webhooks'}:${organisationId ?? ''}`,
    priority: PRIORITY['handle-webhook'],
    maxAttempts: LONG_ATTEMPTS,
  }
}
