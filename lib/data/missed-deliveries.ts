import 'server-only'
import { db } from './db'

/** Up to which attempt an App's deliveries were looked through; null before the first time. */
export async function findLastChecked(appId: bigint): Promise<bigint | null> {
  const row = await db().deliveryCheck.findUnique({ where: { appId }, select: { lastId: true } })
  return row && BigInt(row.lastId)
}

export async function noteChecked(appId: bigint, lastId: bigint): Promise<void> {
  const values = { lastId: String(lastId), checkedAt: new Date() }
  await db().deliveryCheck.upsert({ where: { appId }, create: { appId, ...values }, update: values })
}

/** Those of the deliveries that did arrive here; one whose handling failed may be sent again. */
export async function findArrived(deliveryIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db().webhookDelivery.findMany({
    where: { id: { in: [...deliveryIds] }, status: { not: 'failed' } },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}

/** Counts one more request for a delivery; false when there were enough. */
export async function countRedelivery(deliveryId: string, most: number): Promise<boolean> {
  const counted = await db().$executeRaw`
    insert into redeliveries (delivery_id, attempts, asked_at) values (${deliveryId}, 1, now())
    on conflict (delivery_id) do update set attempts = redeliveries.attempts + 1, asked_at = now()
    where redeliveries.attempts < ${most}`
  return counted > 0
}
