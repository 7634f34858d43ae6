import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { toStorableText } from './storable'

/** A person may send a reminder of a campaign that goes on now; false within a minute of the last time. */
export async function claimReminder({ organisationId }: OrgAccess, id: string): Promise<boolean> {
  const claimed = await db().$executeRaw`
    insert into campaign_reminders as m (campaign_id, claimed_at)
    select c.id, now() from campaigns c
    where c.id = ${BigInt(id)} and c.organisation_id = ${organisationId} and c.ended_at is null
    on conflict (campaign_id) do update set claimed_at = now()
      where coalesce(m.claimed_at < now() - interval '1 minute', true)`
  return claimed > 0
}

/** Notes what came of a reminder: `failure` is a sentence, null when it arrived; `by` is null for a weekly one. */
export async function noteReminder(id: bigint, by: bigint | null, failure: string | null): Promise<void> {
  if (failure !== null) {
    // Nothing was sent, so it may be pressed again at once.
    await db().$executeRaw`
      update campaign_reminders set last_status = ${toStorableText(failure)}, last_tried_at = now(), claimed_at = null
      where campaign_id = ${id}`
    return
  }
  await db().$executeRaw`
    update campaign_reminders set last_status = 'Delivered.', last_tried_at = now(), last_sent_at = now(),
      last_sent_by_login = (select login from users where github_id = ${by}::bigint)
    where campaign_id = ${id}`
}
