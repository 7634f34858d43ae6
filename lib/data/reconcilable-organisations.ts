import 'server-only'
import { db } from './db'

/**
 * Organisations that were scanned before, each with a person whose sign-in can be used: owners first, because they see
 * most. With one token for all, anybody who was seen will do.
 */
export async function findOrganisationsToReconcile(
  isTokenMode: boolean,
): Promise<readonly { readonly organisationId: bigint; readonly userId: bigint }[]> {
  const rows = await db().$queryRaw<{ organisation_id: bigint; user_id: bigint }[]>`
    select distinct on (v.organisation_id) v.organisation_id, v.user_id
    from visibilities v left join github_tokens t on t.user_id = v.user_id
    where (t.user_id is not null or ${isTokenMode}) and v.role in ('admin', 'member')
      and exists (select 1 from scans s where s.organisation_id = v.organisation_id and s.scope = 'organisation')
    order by v.organisation_id, v.role = 'admin' desc, v.fetched_at desc`
  return rows.map((row) => ({ organisationId: row.organisation_id, userId: row.user_id }))
}

/** Organisations in which the App is installed and not suspended. */
export async function findInstalledOrganisations(): Promise<readonly bigint[]> {
  const rows = await db().installation.findMany({
    where: { suspendedAt: null },
    orderBy: { organisationId: 'asc' },
    select: { organisationId: true },
  })
  return rows.map(({ organisationId }) => organisationId)
}

/** Organisations that are looked at each day at this hour (UTC), or without one at any. */
export async function findOrganisationsOfHour(hour: number | null): Promise<readonly bigint[]> {
  const rows = await db().organisation.findMany({
    where: { recheckHour: hour ?? { not: null } },
    select: { githubId: true },
  })
  return rows.map(({ githubId }) => githubId)
}
