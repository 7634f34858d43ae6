import 'server-only'
import { wayIn } from '@/lib/env'
import { db } from './db'
import { Prisma } from './generated/client'

export interface DueReminder {
  readonly organisationId: bigint
  readonly campaignId: bigint
}

/** A reminder that is being sent; `releaseReminder` takes the claim back. */
export interface ClaimedReminder extends DueReminder {
  /** For which time it is. */
  readonly at: Date
  readonly coveredBefore: Date
}

/** After a day the reminder of a week is left out: nobody wants Monday's on Saturday. */
const LATEST = Prisma.sql`interval '1 day'`

/** Weekly reminders whose time has come, of campaigns that go on, where messages are not switched off. */
export async function findDueReminders(): Promise<readonly DueReminder[]> {
  return db().$queryRaw<DueReminder[]>`
    select c.organisation_id as "organisationId", c.id as "campaignId" ${due(Prisma.sql`true`)} order by c.id`
}

/** Takes a weekly reminder as sent before it is: whatever happens, its time is never sent twice. Null when it is not due any more. */
export async function claimDueReminder(campaignId: bigint): Promise<ClaimedReminder | null> {
  const [claimed] = await db().$queryRaw<ClaimedReminder[]>`
    with due as (
      select c.organisation_id, c.id, last.at, m.covered_until ${due(Prisma.sql`c.id = ${campaignId}`)} for update of m
    )
    update campaign_reminders m set covered_until = due.at from due where m.campaign_id = due.id
    returning due.organisation_id as "organisationId", due.id as "campaignId", due.at, due.covered_until as "coveredBefore"`
  return claimed ?? null
}

/** It could not be delivered: it is due again, once messages are tried again. */
export async function releaseReminder({ campaignId, at, coveredBefore }: ClaimedReminder): Promise<void> {
  await db().$executeRaw`
    update campaign_reminders set covered_until = ${coveredBefore} where campaign_id = ${campaignId} and covered_until = ${at}`
}

/** What follows the columns: campaigns `c` with their reminders `m` that are due, and `last.at`, for which time. */
function due(which: Prisma.Sql): Prisma.Sql {
  const today = Prisma.sql`date_trunc('day', now() at time zone 'utc')`
  return Prisma.sql`
    from campaign_reminders m join campaigns c on c.id = m.campaign_id
    join notification_settings n on n.organisation_id = c.organisation_id
    cross join lateral (
      select max(day + make_interval(hours => m.hour)) at time zone 'utc' as at
      from generate_series(${today} - interval '7 days', ${today}, interval '1 day') day
      where extract(isodow from day) = m.weekday and (day + make_interval(hours => m.hour)) at time zone 'utc' <= now()
    ) last
    where ${which} and m.weekday is not null and c.ended_at is null
      and (last.at at time zone 'utc')::date <= c.target_on
      and last.at > m.covered_until and last.at > now() - ${LATEST}
      and n.switched_off_at is null and coalesce(n.next_try_at <= now(), true)
      and (${wayIn() !== 'app'} or exists (
        select from installations i where i.organisation_id = n.organisation_id and i.suspended_at is null))`
}
