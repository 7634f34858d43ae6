import 'server-only'
import { db } from './db'

/** A twentieth of what GitHub gives one person, with whose token it may be asked. */
export const RECHECKS_PER_HOUR = 300

/**
 * Counts one question to GitHub whether a repository is still public, by the database's clock, for all processes together.
 * False when the repository's organisation has had as many in this hour as it may; then nothing is to be asked.
 */
export async function spendRecheck(repositoryId: bigint): Promise<boolean> {
  const counted = await db().$executeRaw`
    insert into visibility_rechecks as v (organisation_id, hour, asked)
    select organisation_id, date_trunc('hour', now()), 1 from repositories where github_id = ${repositoryId}
    on conflict (organisation_id) do update set hour = excluded.hour,
      asked = case when v.hour = excluded.hour then v.asked + 1 else 1 end
    where v.hour <> excluded.hour or v.asked < ${RECHECKS_PER_HOUR}`
  return counted > 0
}
