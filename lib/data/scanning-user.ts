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

/** Somebody who may read one repository, whom GitHub tells the most of it: owners first, then `preferredId`. */
export async function findReaderOf(
  repositoryId: bigint,
  preferredId: bigint | null,
  isTokenMode: boolean,
): Promise<bigint | null> {
  const [row] = await db().$queryRaw<{ user_id: bigint }[]>`
    select user_id from (
      select v.user_id, v.repository_ids from repositories r join visibilities v on v.organisation_id = r.organisation_id
      left join github_tokens t on t.user_id = v.user_id
      where r.github_id = ${repositoryId} and (t.user_id is not null or ${isTokenMode})
      order by v.role = 'admin' desc, v.user_id is not distinct from ${preferredId} desc, v.fetched_at desc
      -- Keeps the order, so that long lists are looked through only until the first that fits.
      offset 0
    ) candidate
    where ${repositoryId} = any(repository_ids) limit 1`
  return row?.user_id ?? null
}
