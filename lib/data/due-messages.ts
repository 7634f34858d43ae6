import 'server-only'
import { wayIn } from '@/lib/env'
import { db } from './db'
import { Prisma } from './generated/client'

export interface DueMessage {
  readonly organisationId: bigint
  readonly about: 'daily' | 'regressions'
}

/** At most one message about regressions in this time: what else regresses meanwhile is gathered. */
const BETWEEN_REGRESSIONS = Prisma.sql`interval '10 minutes'`

/**
 * Messages whose time has come: the summary of a day once its hour has begun, and regressions that nobody was told of.
 * None where messages are switched off, or where the App may not look any more.
 */
export async function findDueMessages(): Promise<readonly DueMessage[]> {
  return readDue(Prisma.sql`true`)
}

/** The same of one message: another worker may have sent it meanwhile. */
export async function isDue({ organisationId, about }: DueMessage): Promise<boolean> {
  const due = await readDue(Prisma.sql`n.organisation_id = ${organisationId}`)
  return due.some((message) => message.about === about)
}

async function readDue(which: Prisma.Sql): Promise<readonly DueMessage[]> {
  return db().$queryRaw<DueMessage[]>`
    select n.organisation_id as "organisationId", about.about
    from notification_settings n cross join (values ('daily'), ('regressions')) as about(about)
    where ${which} and n.switched_off_at is null and coalesce(n.next_try_at <= now(), true)
      and (${wayIn() !== 'app'} or exists (
        select from installations i where i.organisation_id = n.organisation_id and i.suspended_at is null))
      and case about.about
        when 'daily' then n.daily_hour <= extract(hour from now() at time zone 'utc')
          and coalesce(n.daily_sent_on < (now() at time zone 'utc')::date, true)
        else n.on_regression and coalesce(n.regressions_sent_at <= now() - ${BETWEEN_REGRESSIONS}, true)
          and exists (select from regressions g where g.organisation_id = n.organisation_id)
        end
    order by n.organisation_id, about.about`
}
