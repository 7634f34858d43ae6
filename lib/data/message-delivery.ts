import 'server-only'
import { db } from './db'
import type { Scope } from './notifications'
import { recordChange } from './record-change'

/** In a row; then messages are switched off until an owner saves them again. */
export const MOST_FAILURES = 20

/** Where messages of an organisation go. */
export interface MessageTarget {
  readonly organisationId: bigint
  readonly login: string
  readonly scope: Scope
  /** As it is stored. */
  readonly sealed: string
}

/** Null when there is nothing to send to, switched off or not. */
export async function findTarget(organisationId: bigint): Promise<MessageTarget | null> {
  const row = await db().notificationSettings.findUnique({
    where: { organisationId },
    include: { organisation: { select: { login: true } } },
  })
  if (!row) return null
  const { scope, address: sealed, organisation } = row
  return { organisationId, login: organisation.login, scope: scope === 'all' ? 'all' : 'public', sealed }
}

/** A test may be sent now; false within a few seconds of the last message. */
export async function claimTest(organisationId: bigint): Promise<boolean> {
  const claimed = await db().$executeRaw`
    update notification_settings set last_tried_at = now()
    where organisation_id = ${organisationId} and coalesce(last_tried_at < now() - interval '5 seconds', true)`
  return claimed > 0
}

export async function noteDelivered({ organisationId, sealed }: MessageTarget): Promise<void> {
  await db().$executeRaw`
    update notification_settings set failures = 0, next_try_at = null, last_status = 'Delivered.', last_tried_at = now(),
      last_delivered_at = now()
    where organisation_id = ${organisationId} and address = ${sealed}`
}

/** Notes why, and when to try again: after 1, 2, 4 … minutes, 6 hours at most. The last failure switches messages off. */
export async function noteFailure(
  { organisationId, sealed }: MessageTarget,
  status: string,
  { counts }: { readonly counts: boolean },
): Promise<void> {
  await db().$transaction(async (tx) => {
    if (!counts) {
      await tx.$executeRaw`
        update notification_settings set last_status = ${status}, last_tried_at = now()
        where organisation_id = ${organisationId} and address = ${sealed}`
      return
    }
    const [row] = await tx.$queryRaw<{ failures: number; is_off: boolean }[]>`
      update notification_settings set failures = failures + 1, last_status = ${status}, last_tried_at = now(),
        next_try_at = now() + least(interval '6 hours', interval '1 minute' * power(2, least(failures, 20))),
        switched_off_at = case when failures + 1 >= ${MOST_FAILURES} then now() end
      where organisation_id = ${organisationId} and address = ${sealed} and switched_off_at is null
      returning failures, switched_off_at is not null as is_off`
    if (!row?.is_off) return
    await tx.$executeRaw`delete from regressions where organisation_id = ${organisationId}`
    await recordChange(tx, {
      organisationId,
      personId: null,
      action: 'notifications-switched-off',
      after: { reason: `${MOST_FAILURES} failures in a row. The last: ${status}` },
    })
  })
}
