import 'server-only'
import { Prisma } from './generated/client'
import { idArray } from './visible'

/**
 * Notes what is different from what is stored, by the end of today (UTC): to be run before it is replaced. Of those that are
 * not named any more only what counts is noted, which nobody may look up later. A list that
 * GitHub called short tells nothing, and neither does the first one.
 */
export function noteVisibilityChange(
  tx: Pick<Prisma.TransactionClient, '$executeRaw'>,
  userId: bigint,
  organisationId: bigint,
  { repositoryIds, isComplete }: { readonly repositoryIds: readonly bigint[]; readonly isComplete: boolean },
): Prisma.PrismaPromise<number> {
  const now = Prisma.sql`${idArray(repositoryIds)}::bigint[]`
  return tx.$executeRaw`
    insert into visibility_changes as c (user_id, organisation_id, changed_on, previous_on, added_ids, removed_ids)
    select v.user_id, v.organisation_id, (now() at time zone 'utc')::date, (v.fetched_at at time zone 'utc')::date,
      d.added, d.removed
    from visibilities v cross join lateral (
      select ${without(now, Prisma.sql`v.repository_ids`)} as added, array(
        select r.github_id from repositories r
        where r.github_id = any(${without(Prisma.sql`v.repository_ids`, now)}) and r.organisation_id = v.organisation_id
          and r.is_counted and r.removed_at is null) as removed
    ) d
    where v.user_id = ${userId} and v.organisation_id = ${organisationId} and v.is_complete and ${isComplete}
      and (d.added <> '{}' or d.removed <> '{}')
    on conflict (user_id, organisation_id, changed_on) do update set
      previous_on = least(c.previous_on, excluded.previous_on),
      added_ids = ${without(Prisma.sql`c.added_ids || excluded.added_ids`, Prisma.sql`c.removed_ids || excluded.removed_ids`)},
      removed_ids = ${without(Prisma.sql`c.removed_ids || excluded.removed_ids`, Prisma.sql`c.added_ids || excluded.added_ids`)}`
}

function without(ids: Prisma.Sql, others: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`array(select unnest(${ids}) except select unnest(${others}))`
}
