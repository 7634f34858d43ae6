import { PRIORITY } from './names'

/** A job as it is put into the queue by the statement that stores what it is about: both or neither. */
export interface JobToAdd {
  readonly task: string
  readonly key: string
  readonly queueName: string
  readonly priority: number
  readonly maxAttempts: number
}

/** Eight attempts last half an hour. */
const ATTEMPTS = 8

/** Deliveries of one organisation are handled one after the other, in the order in which they came. */
export function webhookJob(deliveryId: string, organisationId: bigint | null): JobToAdd {
  return {
    task: 'handle-webhook',
    key: `webhook:${deliveryId}`,
    queueName: `webhooks:${organisationId ?? ''}`,
    priority: PRIORITY['handle-webhook'],
    maxAttempts: ATTEMPTS,
  }
}
