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
 * handled or is waiting stays as it is, and only one that failed is begun again: by the same sender, since no signature
 * covers its number.
 */
export async function storeDelivery(delivery: DeliveryToStore, job: QueuedJob): Promise<boolean> {
  const { id, event, action, installationId, organisationId, payload } = delivery
  const rows = await db().$queryRaw<unknown[]>`
    with stored as (
      insert into webhook_deliveries (id, event, action, installation_id, organisation_id, payload)
      values (${id}, ${event}, ${action}, ${installationId}, ${organisationId}, ${toStorableJson(payload)}::jsonb)
      on conflict (id) do update set status = 'waiting', reason = null, payload = excluded.payload,
        received_at = now(), handled_at = null
      where webhook_deliveries.status = 'failed' and webhook_deliveries.event = excluded.event
        and webhook_deliveries.action is not distinct from excluded.action
        and webhook_deliveries.organisation_id is not distinct from excluded.organisation_id
        and webhook_deliveries.installation_id is not distinct from excluded.installation_id
      returning id
    )
    select job.id from stored, lateral graphile_worker.add_job(${job.task},
      json_build_object('deliveryId', stored.id), queue_name => ${job.queueName}, job_key => ${job.key},
      priority => ${job.priority}::int, max_attempts => ${job.maxAttempts}::int) as job`
  return rows.length > 0
}

export interface WaitingDelivery extends DeliveryToStore {
  readonly payload: Prisma.JsonValue
  readonly receivedAt: Date
}

/** A delivery that is still to be handled. */
export async function findWaitingDelivery(id: string): Promise<WaitingDelivery | null> {
  return db().webhookDelivery.findFirst({
    where: { id, status: 'waiting' },
    select: {
      id: true,
      event: true,
      action: true,
      installationId: true,
      organisationId: true,
      payload: true,
      receivedAt: true,
    },
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

const LOST = 'The work on this delivery was interrupted every time it was tried. Redeliver it on GitHub.'

/** Drops what is over for 30 days, and ends what waits for a job that is gone. */
export async function pruneDeliveries(): Promise<void> {
  await db().$executeRaw`
    update webhook_deliveries d set status = 'failed', reason = ${LOST}, payload = null, handled_at = now()
    where d.status = 'waiting' and d.received_at < now() - interval '1 hour'
      and not exists (select from graphile_worker.jobs j where j.key = 'webhook:' || d.id
        and (j.attempts < j.max_attempts or j.locked_at is not null))`
  await db().$executeRaw`delete from webhook_deliveries where received_at < now() - interval '30 days'`
  await db().$executeRaw`delete from redeliveries where asked_at < now() - interval '30 days'`
}
