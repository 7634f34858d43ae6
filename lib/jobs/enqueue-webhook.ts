import 'server-only'
import { addJob } from './queue'
import { webhookJob } from './webhook-job'

/** Asks for a delivery to be looked at again from then on, with all its attempts. */
export async function enqueueWebhook(delivery: Parameters<typeof webhookJob>[0], runAt: Date): Promise<void> {
  const { task: _, ...job } = webhookJob(delivery)
  await addJob({ name: 'handle-webhook', payload: { deliveryId: delivery.id }, ...job, runAt })
}
