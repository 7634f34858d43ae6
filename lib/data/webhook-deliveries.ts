import 'server-only'
import { db } from './db'
import type { Prisma } from './generated/client'
import { toStorableJson, toStorableText } from './storable'

export interface DeliveryToStore {
  /** GitHub's own, the same for every time that it is sent. */
  readonly id: string
  readonly event: string
  readonly action: string | null
  readonly installationId: bigint | null
  readonly organisationId: bigint | null
  /** What the handler needs, and nothing else of what GitHub sent. */
  readonly payload: unknown
}

export interface QueuedJob {
  readonly task: string
  readonly key: string
  readonly queueName: string
  readonly priority: number
  readonly maxAttempts: number
}

/**
 * Stores a delivery and puts its job into the queue in one statement. False when it is known already: one that was
 * handled or is waiting stays as it is, and only one that failed is begun again.
 */
export async function storeDelivery(delivery: DeliveryToStore, job: QueuedJob): Promise<boolean> {
  const { id, event, action, installationId, organisationId, payload } = delivery
  const rows = await db().$queryRaw<unknown[]>`
    with stored as (
      insert into webhook_deliveries (id, event, action, installation_id, organisation_id, payload)
      values (${id}, ${event}, ${action}, ${installationId}, ${organisationId}, ${toStorableJson(payload)}::jsonb)
      on conflict (id) do update set status = 'waiting', reason = null, payload = excluded.payload,
        received_at = now(), handled_at = null
      where webhook_deliveries.status = 'failed'
      returning id
    )
    select job.id from stored, lateral graphile_worker.add_job(${job.task},
      json_build_object('deliveryId', stored.id), queue_name => ${job.queueName}, job_key => ${job.key},
      priority => ${job.priority}::int, max_attempts => ${job.maxAttempts}::int) as job`
  return rows.length > 0
}

export interface WaitingDelivery extends DeliveryToStore {
  readonly payload: Prisma.JsonValue
}

/** A delivery that is still to be handled. */
export async function findWaitingDelivery(id: string): Promise<WaitingDelivery | null> {
  return db().webhookDelivery.findFirst({
    where: { id, status: 'waiting' },
    select: { id: true, event: true, action: true, installationId: true, organisationId: true, payload: true },
  })
}

/** Notes how a delivery ended and drops its payload. */
export async function settleDelivery(
  id: string,
  status: 'handled' | 'ignored' | 'failed',
  reason: string | null,
): Promise<void> {
  await db().$executeRaw`
    update webhook_deliveries set status = ${status}, reason = ${reason && toStorableText(reason)}, payload = null,
      handled_at = now() where id = ${id}`
}

/** Says what a delivery waits for. */
export async function noteDelivery(id: string, reason: string): Promise<void> {
  await db().webhookDelivery.updateMany({
    where: { id, status: 'waiting' },
    data: { reason: toStorableText(reason) },
  })
}
