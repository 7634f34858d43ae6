import 'server-only'
import { db } from './db'

/** Somebody with whose sign-in an organisation can be read: owners first, then whoever came last; null without any. */
export async function findScanningUser(organisationId: bigint, isTokenMode: boolean): Promise<bigint | null> {
  const [row] = await db().$queryRaw<{ user_id: bigint }[]>`
    select v.user_id from visibilities v left join github_tokens t on t.user_id = v.user_id
    where v.organisation_id = ${organisationId} and (t.user_id is not null or ${isTokenMode})
      and v.role in ('admin', 'member')
    order by v.role = 'admin' desc, v.fetched_at desc limit 1`
  return row?.user_id ?? null
}
