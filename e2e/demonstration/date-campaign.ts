import 'server-only'
import { db } from '@/lib/data/db'

/** Moves a campaign to where the demonstration's past has it. Days are YYYY-MM-DD; one that goes on gets no end. */
export async function dateCampaign(
  id: string,
  { begunOn, endedOn = null }: { readonly begunOn: string; readonly endedOn?: string | null },
): Promise<void> {
  await db().$executeRaw`
    update campaigns set created_at = ${begunOn}::date::timestamp at time zone 'utc',
      ended_at = case when ended_at is not null then ${endedOn}::date::timestamp at time zone 'utc' end
    where id = ${BigInt(id)}`
}
