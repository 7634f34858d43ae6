import 'server-only'
import { addJob } from './queue'
import { webhookJob } from './webhook-job'

/** Asks for a delivery to be looked at again from then on, with all its attempts. */
export async function enqueueWebhook(deliveryId: string, organisationId: bigint | null, runAt: Date): Promise<void> {
  const { task: _, ...job } = webhookJob(deliveryId, organisationId)
  await addJob({ name: 'handle-webhook', payload: { deliveryId }, ...job, runAt })
}
